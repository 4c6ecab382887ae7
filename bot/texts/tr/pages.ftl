# Postadaki bağlantıların açtığı sayfalar.

page-title = Carepods
page-front = Carepods tıbbi görüntüleri bir hastanın yakınlarıyla paylaşır. Pod'daki birinden sizi davet etmesini isteyin.
page-not-found = Burada bir şey yok. En yeni postanızdaki bağlantıyı yeniden açın.
page-not-right = Bu olmadı. Geri dönün ve bir kez daha deneyin.
page-our-fault = Bizim tarafta bir şey bozuldu. Hiçbir şey kaybolmadı. Lütfen bir dakika sonra yeniden deneyin.

page-join-title = { $inviter } sizi davet ediyor
page-join-what = Pod: “{ $pod }”. Rolünüz: { $role }.
page-join-may = Şunları yapabileceksiniz:
page-phone-label = Cep telefonu numaranız
page-phone-hint = Ülke koduyla, şöyle: +90 501 234 56 78
page-phone-button = Bana kod gönder
page-phone-why = Siz olduğunuzu bilmek için bu numaraya bir kod göndeririz. Onu başka kimse görmez.

page-code-title = Kodu yazın
page-code-sent = Sonu { $digits } olan numaraya bir kod gönderdik. 10 dakika geçerli.
page-code-not-sent = Sonu { $digits } olan numaraya henüz kod göndermedik.
page-code-label = Kod
page-code-button = Devam
page-code-none = Mesaj gelmedi mi?
page-code-no-app = Uygulama yanınızda değil mi?
page-again-when = { $seconds ->
    [0] Şimdi yeni bir kod isteyebilirsiniz.
    [one] 1 saniye sonra yeni bir kod isteyebilirsiniz.
   *[other] { $seconds } saniye sonra yeni bir kod isteyebilirsiniz.
 }
page-again-button = Yeniden gönder
page-change-label = Başka numara
page-change-button = Numarayı değiştir
page-to-chat-button = Kodu sohbette yazmak istiyorum

page-chat-title = Son adım: sohbeti açın
page-chat-open = { $platform ->
    [telegram] Telegram'ı
    [slack] Slack'i
   *[other] Sohbeti
 } aç
page-chat-phrase = { $platform ->
    [telegram] Telegram'da
    [slack] Slack'te
   *[other] Sohbette
 } Carepods'a şu sözcükleri yazın:
page-chat-once = Bu yalnız bir kez ve yalnız sizin için çalışır.
page-done-title = Katıldınız
page-done-text = Sohbete dönün. Carepods size orada yazdı.

page-not-me-title = Bu siz değil miydiniz?
page-not-me-text = O zaman bu adresi gruptan hemen çıkarırız.
page-not-me-account-text = O zaman bu hesapla kimse bir şey göremez. Telefonunuz ya da uygulamanız kimdeyse bir kodla hemen geri dönebilir.
page-not-me-sure = Bu ben değildim
page-not-me-button = Beni çıkarın
page-not-me-done = Tamam. O hesap artık hiçbir şey göremez ve koordinatörün haberi var.
page-not-me-account-done = Tamam. Şimdi bu hesapla kimse bir şey göremez ve koordinatörün haberi var. Size sohbetinizde yazdım: telefonunuza gelen ya da uygulamanızdaki bir kod sizi yeniden içeri alır.

page-upload-title = Pod'unuza dosya gönderin
page-upload-note = Ötekiler için bir not (boş bırakabilirsiniz)
page-upload-files = Görüntüler, taramalar, hastane dosyaları, arşivler
page-upload-folder = Ya da bütün bir klasör veya CD
page-upload-button = Gönder
page-upload-hint = Onları yalnız pod'unuzdaki kişiler görür. Hazır olduklarında sohbette bir mesaj alırsınız.
page-upload-done = { $count ->
    [one] Dosyanız bende. Hazır olduğunda sohbette bir mesaj alırsınız.
   *[other] { $count } dosyanız bende. Hazır olduklarında sohbette bir mesaj alırsınız.
 }
page-upload-over = Bu sayfa kullanılmış ya da çok eski. Yenisi için sohbette bana “upload” yazın.
page-upload-nothing = Henüz dosya yok. Lütfen buradan bir tane seçin.
page-upload-unfinished = Bir dosyanın bir bölümü eksik. Lütfen bir kez daha Gönder'e basın.
page-upload-js-drop = Dosyaları ya da bütün bir klasörü buraya da sürükleyebilirsiniz.
page-upload-js-waiting = bekliyor
page-upload-js-sending = yolda
page-upload-js-sent = ulaştı
page-upload-js-paused = Ara verdiniz. İstediğiniz zaman, bugün ya da sonra, bu sayfada “Devam”a basın.
page-upload-js-pause = Ara ver
page-upload-js-resume = Devam
page-upload-js-remove = Çıkar
page-upload-js-lost = Bağlantı koptu. Ulaşanı saklıyorum ve bağlantı gelince kendim devam ederim.
page-upload-js-stopped = Devam edemedim. Lütfen bu sayfayı yeniden açın ve aynı dosyaları seçin. Ulaşanlar saklı.
