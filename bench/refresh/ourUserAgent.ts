/** By which the server tells the service layer from the others. */
export const OUR_USER_AGENT = 'bench';
