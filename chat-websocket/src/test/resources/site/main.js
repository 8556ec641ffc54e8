import { greet } from './parts/greet.js';

document.title = greet('everyone who reads this, and everyone who reads this again, because what repeats itself becomes small');
