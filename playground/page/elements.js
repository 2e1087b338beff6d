// Elements of the page. Text that is not ours goes in as text, never as markup.

/** Creates an element with properties and children, which are elements or texts. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') made.className = value;
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== 'string') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Returns the element with an id. */
export const byId = (id) => document.getElementById(id);

/** Returns a text with what stands between backticks as code. */
export function prose(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element('code', {}, part) : part));
}

/** Returns a number with a noun. */
export const counted = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** Creates a button that copies a text. */
export function copyButton(text) {
  const button = element('button', {
    class: 'quiet copy', type: 'button',
    async onclick() {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
      button.classList.add('copied');
      setTimeout(() => { button.textContent = 'Copy'; button.classList.remove('copied'); }, 1500);
    },
  }, 'Copy');
  return button;
}
