// Says so where a browser is too old for the application, which may not even be readable there. Plain old JavaScript:
// it must run where nothing else does. What it asks for came with Chrome 98, Firefox 125 and Safari 15.4, as
// build.target in vite.config.ts has it.
(function () {
  var isFit =
    'structuredClone' in window &&
    'findLast' in Array.prototype &&
    'Intl' in window &&
    'Segmenter' in Intl;
  if (isFit) return;

  var agent = navigator.userAgent;
  var device = /iPhone|iPad|iPod/.test(agent)
    ? 'apple'
    : /Android/.test(agent)
      ? 'android'
      : 'computer';
  var words = {
    id: {
      title: 'Peramban ini terlalu lama.',
      apple:
        'Buka Pengaturan, Umum, Pembaruan Perangkat Lunak, dan perbarui ke iOS 15.4 atau yang lebih baru. Lalu buka lagi tautan ini.',
      android:
        'Buka Play Store, cari Chrome, tekan Perbarui, lalu buka lagi tautan ini di Chrome.',
      computer: 'Perbarui peramban Anda, atau pakai Chrome, Firefox, atau Safari yang baru.',
      otherwise:
        'Kalau tidak bisa diperbarui, pakai ponsel lain untuk siaran langsung. Rekaman yang sudah terbit tetap bisa didengarkan di sini.',
    },
    en: {
      title: 'This browser is too old.',
      apple:
        'Open Settings, General, Software Update, and update to iOS 15.4 or newer. Then open this link again.',
      android:
        'Open the Play Store, look for Chrome, press Update, then open this link again in Chrome.',
      computer: 'Update your browser, or use a recent Chrome, Firefox or Safari.',
      otherwise:
        'If it cannot be updated, use another phone for live sessions. Published recordings can still be listened to here.',
    },
  };

  var notice = document.createElement('div');
  notice.id = 'too-old';
  notice.setAttribute('role', 'alert');
  // In colours of its own: style sheets of today may not be readable either.
  notice.style.cssText =
    'margin:16px;padding:16px;border:2px solid #8a1c2c;border-radius:12px;background:#fff;color:#1d1613;font:18px/1.5 sans-serif';
  var languages = document.documentElement.lang === 'en' ? ['en', 'id'] : ['id', 'en'];
  for (var i = 0; i < languages.length; i += 1) {
    var said = words[languages[i]];
    add('strong', said.title, languages[i]);
    add('p', said[device], languages[i]);
    add('p', said.otherwise, languages[i]);
  }
  document.body.insertBefore(notice, document.body.firstChild);

  function add(tag, text, language) {
    var element = document.createElement(tag);
    element.lang = language;
    element.style.cssText = 'display:block;margin:0 0 8px';
    element.appendChild(document.createTextNode(text));
    notice.appendChild(element);
  }
})();
