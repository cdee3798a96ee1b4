// TeX as titles hold it, as plain text: Greek letters, signs, raised and lowered figures; what is unknown stays.
const TEX_SIGNS = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    varepsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    phi: 'φ',
    varphi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
    ell: 'ℓ',
    infty: '∞',
    times: '×',
    cdot: '·',
    pm: '±',
    to: '→',
    rightarrow: '→',
    leftarrow: '←',
    leq: '≤',
    le: '≤',
    geq: '≥',
    ge: '≥',
    neq: '≠',
    approx: '≈',
    sim: '~',
    in: '∈',
    cup: '∪',
    cap: '∩',
    sqrt: '√',
    sum: '∑',
    partial: '∂',
    nabla: '∇',
    ldots: '…',
    dots: '…',
    circ: '∘',
    star: '*',
    mathbb: '',
    mathcal: '',
    mathbf: '',
    mathrm: '',
    mathit: '',
    text: '',
    textbf: '',
    textit: '',
    textsc: '',
    emph: '',
    texttt: '',
    textrm: '',
    operatorname: '',
    left: '',
    right: '',
    quad: ' ',
    log: 'log',
    min: 'min',
    max: 'max',
  }),
);
const RAISED = new Map([...'0123456789+-n'].map((sign, place) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ'[place]]));
const LOWERED = new Map([...'0123456789+-'].map((sign, place) => [sign, '₀₁₂₃₄₅₆₇₈₉₊₋'[place]]));

const shifted = (signs, mark) => (_whole, braced, bare) => {
  const inner = braced ?? bare;
  return [...inner].every((sign) => signs.has(sign))
    ? [...inner].map((sign) => signs.get(sign)).join('')
    : mark + inner;
};

// Braces go, unless they hold what an unknown command is about.
const texMath = (text) => {
  const plain = text
    .replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\([A-Za-z]+)\s?/g, (whole, name) => TEX_SIGNS.get(name) ?? whole)
    .replace(/\^(?:\{([^{}]*)\}|(\S))/g, shifted(RAISED, '^'))
    .replace(/_(?:\{([^{}]*)\}|(\S))/g, shifted(LOWERED, '_'))
    .replace(/\\[,;:! ]/g, ' ')
    .trim();
  return /\\[A-Za-z]/.test(plain) ? plain : plain.replace(/[{}]/g, '');
};

// Dollars are money, too: only what is closed and begins and ends without a space is TeX.
export function texToText(text) {
  if (!/[$\\]/.test(text)) return text;
  return text
    .replace(/\$([^\s$](?:[^$]*[^\s$])?)\$(?!\d)/g, (_whole, inner) => texMath(inner))
    .replace(/\\(?:textbf|textit|textsc|texttt|textrm|emph|mathbf|mathrm)\{([^{}]*)\}/g, '$1')
    .replace(/\\([%&#_$])/g, '$1');
}
