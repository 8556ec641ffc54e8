export const greet = (name) => `Hello, ${name}, hello, hello, hello`;
