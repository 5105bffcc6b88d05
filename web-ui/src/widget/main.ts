// What runs on a page of the merchant's that loads /widget.js?

export {};
