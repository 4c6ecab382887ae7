# Bizden istenebilecekler: onay, silme, hepsini alma, kendi hesapları, kendiliğinden bitenler.

command-consent = Görüntülerin gösterilmesine evet ya da hayır deyin
command-consent-arguments = no
command-erase = Pod'daki her şeyi silin
command-export = Her şeyi dosya olarak alın
command-export-arguments = me
command-wrong = Bir görüntünün başka birine ait olduğunu söyleyin
command-wrong-arguments = #3
command-overview = Bütün pod'larınızda nelerin beklediğini görün
command-me = Telefonunuzu ve sohbet hesaplarınızı görün ve değiştirin
command-authenticator = Siz olduğunuzu SMS ile değil, bir uygulamayla gösterin

# ── onay ──
consent-is-yes = “{ $pod }” görüntüleri, onları görebilen kişilere gösteriliyor. Bunu durdurayım mı?
consent-is-no = “{ $pod }” görüntüleri şu anda kimseye gösterilmiyor. Yeniden göstereyim mi?
button-consent-no = Artık gösterme
button-consent-yes = Yeniden göster
consent-no-begun = Bundan sonra kimseye görüntü gösterilmez. Sohbetlerdekileri geri alıyorum. Nasıl gittiğini size söylerim.
consent-no-already = Şu anda kimseye görüntü gösterilmiyor. Değiştirmek için { $prefix }consent yes yazın
consent-yes-done = { $count ->
    [0] Teşekkürler. Görüntüler yeniden gösterilebilir. Geri konması gereken yoktu.
    [one] Teşekkürler. Görüntüler yeniden gösterilebilir. Sonuncusunu geri koyuyorum.
   *[other] Teşekkürler. Görüntüler yeniden gösterilebilir. Son { $count } görüntüyü geri koyuyorum.
 }
consent-yes-already = Görüntüler önceki gibi gösteriliyor. Durdurmak için { $prefix }consent no yazın
consent-no-notice = “{ $pod }” hastası şu anda görüntülerin gösterilmesini istemiyor. Onları geri alıyorum. Siz yanlış bir şey yapmadınız.
consent-yes-notice = “{ $pod }” görüntüleri yeniden gösterilebilir. Hasta evet dedi.
consent-receipt = { $stuck ->
    [0] Bütün görüntüler geri alındı: { $gone }. İnsanların kaydettiği kopyalara ulaşamam.
    [one] Geri alınan: { $gone }. Bir mesaj geri alınamadı: { $numbers }. Lütfen oradakilerden onu silmelerini isteyin.
   *[other] Geri alınan: { $gone }. { $stuck } mesaj geri alınamadı: { $numbers }. Lütfen oradakilerden onları silmelerini isteyin.
 }

# ── silme ──
erase-sure =
    “{ $pod }” tümüyle silinir: { $count ->
        [0] görüntü yok,
        [one] bir görüntü,
       *[other] { $count } görüntünün hepsi,
     } bütün notlar, bütün davetler ve içinde kimlerin olduğu.
    Sohbetlere koyduklarım geri alınır. Bunu kimse geri döndüremez, ben de.
    Görüntüleri saklamak ister misiniz? O zaman önce her şeyi dosya olarak alın.
button-export-first = Önce hepsini al
button-erase = Tümüyle sil
erase-begun = “{ $pod }” siliniyor. Bundan sonra kimse ondan bir şey göremez. Bitince size haber veririm.
erased-done = Burada her şey silindi. İnsanların kaydettiği kopyalara ulaşamam. Kimin baktığı belgede yazıyor.
button-certificate = Belgeyi al
erased-notice = “{ $pod }” hastanın isteğiyle silindi. Burada ondan bir şey kalmadı. Lütfen kaydettiklerinizi silin.
erased-room = Bu sohbet artık bir pod'a ait değil. Buraya koyduğum her şey, elimden geldiğince silindi.
certificate-over = Bu bağlantı çok eski. Belge artık burada değil.

page-certificate-title = Belgeniz
page-certificate-text = Neyin ne zaman silindiğini ve neyin kaldığını söyler. Lütfen saklayın: bizdeki kopyayı 7 gün sonra sileriz.
page-certificate-button = Belgeyi kaydet
certificate-title = Silme belgesi
certificate-what = Neler silindi
certificate-who = “{ $pod }” pod'u silindi: { $when }. İsteyen: { $by }.
certificate-counts = Silinen: { $files } dosyada { $pictures } görüntü. Bağı çözülen: { $chats } sohbet, { $members } kişi.
certificate-key = Her şey kendine ait bir anahtarla kilitliydi. O anahtar yok edildi, artık hiçbir şey açılmaz.
certificate-posts = Sohbetlerden geri alınan görüntülü mesajlar: { $count }.
certificate-number = Pod numarası: { $pod }
certificate-stuck = Neler geri alınamadı
certificate-stuck-line = #{ $number }, { $platform }, gönderildi: { $when }. Lütfen oradakilerden onu silmelerini isteyin.
certificate-stuck-none = Hiçbir şey. Görüntü olan her mesaj sohbetlerden kalktı.
certificate-stays = Neler kalıyor ve neden
certificate-stays-audit = Kimin neyi ne zaman yaptığının kaydı: adlar ve sözler olmadan { $count } satır. Yasa bunu 6 yıl saklamamızı ister.
certificate-head = Kayıt şununla biter: { $head }. Bu satırla herkes kaydın değişmediğini kontrol edebilir.
certificate-stays-people = Başka bir pod'da olan kişilerin adı ve adresi. Ötekilerinki 7 gün içinde silinir.
certificate-stays-notices = Carepods'un sohbetlerdeki kısa mesajları. İçlerinde görüntü yok.
certificate-stays-copies = İnsanların kendilerinin kaydettiği kopyalar. Bunlara ulaşamayız.
certificate-stays-backups = Yedeklerde yalnız kilitli veriler var. Anahtar olmadan açılmazlar.
certificate-looked = Kimler baktı
certificate-looked-line = #{ $number }: { $who }, { $form }, { $times ->
    [one] bir kez,
   *[other] { $times } kez, en son
 } { $when }
certificate-looked-nobody = Kimseye görüntü gösterilmedi.

# ── hepsini alma ──
export-begun = “{ $pod }” ile ilgili her şeyi topluyorum. Hazır olunca size bir bağlantı gönderirim.
export-me-begun = Sizinle ilgili her şeyi topluyorum. Hazır olunca size bir bağlantı gönderirim.
export-me-instead = Pod'daki her şeyi yalnızca hasta veya koordinatör alabilir. Sizinle ilgili olanlar için { $prefix }export me yazın.
export-progress = Topluyorum: { $total } görüntüden { $done } tanesi.
export-ready = Her şey tek bir dosyada hazır. Bağlantı bir kez, 24 saat ve yalnız sizin için çalışır.
button-export = Dosyaları al
export-enough-today = Bugünlük bu kadar yeter. Lütfen yarın yeniden deneyin.
export-over = Bu bağlantı kullanılmış ya da çok eski. Yenisi için sohbette bana { $prefix }export yazın.
page-export-title = Dosyalarınız hazır
page-export-text = Her şeyi tek bir ZIP dosyası olarak kaydetmek için düğmeye basın. Bakmak için içindeki “index.html” dosyasını açın.
page-export-button = Dosyaları kaydet
page-export-hint = Bu bir kez çalışır. Kendi cihazınızda yapın ve dosyayı güvenli bir yerde saklayın.
export-title = “{ $pod }” ile ilgili her şey
export-title-me = Sizinle ilgili her şey
export-me-heading = Siz
export-me-text = { $name }, { $email }, { $phone }
export-pod-heading = “{ $pod }”
export-pod-text = Bu listedeki görüntüler: { $count }. Her biri her bilgisayarda açılır.
export-file-picture = Görüntü
export-file-film = Film
export-file-small = Küçük görüntü
export-file-metadata = Dosyadaki bilgiler
export-file-original = Hastanenin yaptığı dosya
export-file-posts = Görüntüler nerede gösterildi
export-file-invitations = Davetler
export-file-members = Kişiler
export-file-rooms = Sohbetler
export-file-pod = Pod
export-file-audit = Kim neyi ne zaman yaptı
export-file-me = Sizinle ilgili bildiklerimiz
export-file-accounts = Sohbet hesaplarınız
export-why-image-held = Dosyaları burada yok, çünkü hâlâ kontrol bekliyor. Koordinatöre sorun.
export-why-image-gone = Dosyaları burada yok, çünkü geri alındı. Koordinatöre sorun.
export-why-no-consent = Dosyaları burada yok, çünkü hasta şu anda görüntülerin gösterilmesini istemiyor.
export-why-lacks-privilege = Dosyaları burada yok, çünkü burada görüntülere bakma izniniz yok.
export-why-expired = Dosyaları burada yok, çünkü pod'daki süreniz bitti.
export-why-not-a-member = Dosyaları burada yok, çünkü pod'da değilsiniz.
export-why-pod-erased = Dosyaları silindi.
export-why-other-pod = Burada değil.
export-why-no-image = Burada değil.

# ── başka birinin görüntüsü ──
wrong-how = Hangi görüntü başka birine ait? Şöyle yazın: { $prefix }wrong #3
wrong-begun = Söylediğiniz için teşekkürler. #{ $number } artık gizli ve her yerden geri alınıyor.
wrong-held-already = #{ $number } zaten gizli. Koordinatör bakacak.
wrong-receipt = #{ $number } her yerden geri alındı. Koordinatörün haberi var ve bakacak.
wrong-receipt-stuck = #{ $number }: { $stuck } tanesi geri alınamadı. Lütfen oradakilerden silmelerini isteyin. Koordinatörün haberi var.
wrong-uploader = #{ $number } başka birine ait olabilir, bu yüzden geri aldım. Bu kolayca olur. Koordinatör bakacak.
wrong-viewers = { $count ->
    [0] { $who }, #{ $number } için başka birine ait diyor. Gizlendi. Kimse görmemişti. Geri alınan: { $gone }, alınamayan: { $stuck }.
   *[other]
    { $who }, #{ $number } için başka birine ait diyor. Gizlendi. Geri alınan: { $gone }, alınamayan: { $stuck }.
    Şu kişilere gösterildi:
    { $lines }
 }

# ── kendiliğinden bitenler ──
until-not-understood = Hangi güne kadar? Şöyle yazın: { $prefix }invite anna@example.org guest until 2026-12-01
until-not-coordinator = Koordinatörün bitiş günü olmaz, çünkü pod'la birinin ilgilenmesi gerekir. Başka bir rol seçin.
member-ends-soon = “{ $pod }” içindeki süreniz şu gün bitiyor: { $day }. Daha fazla gerekirse koordinatöre sorun.
member-ends-soon-manager = { $who }, “{ $pod }” içini şu güne kadar görebilir: { $day }. Daha fazla süre gerekli mi?
member-ended = “{ $pod }” içindeki süreniz bitti. Yardımınız için teşekkürler. Daha fazla gerekirse koordinatöre sorun.
member-ended-manager = { $who } için “{ $pod }” içindeki süre bitti. Artık hiçbir şey görmüyor.{ $day }
member-has-more = “{ $pod }” içinde daha fazla süreniz var. Son gün: { $day }.
member-more-given = { $who } şu güne kadar kalabilir: { $day }.
button-more-time = 30 gün daha
inviter-over = { $who } davetinizi zamanında kullanmadı. Bağlantı artık çalışmaz.
button-invite-anew = Yeniden davet et
knock-too-old = Görüntünüzü 7 gün içinde kimse almadı, bu yüzden sildim. Kimse görmedi. Yeniden gönderebilirsiniz.
emergency-review = { $count ->
    [0] { $who } “{ $pod }” için acil erişim aldı ve hiç görüntü açmadı. Neden: { $reason }. Bu doğru muydu?
    [one] { $who } “{ $pod }” için acil erişim aldı ve bir görüntü açtı. Neden: { $reason }. Bu doğru muydu?
   *[other] { $who } “{ $pod }” için acil erişim aldı ve { $count } görüntü açtı. Neden: { $reason }. Bu doğru muydu?
 }
button-emergency-right = Doğruydu
button-emergency-wrong = Doğru değildi
emergency-review-thanks = Teşekkürler. { $who } adlı kişinin yaptığının doğru olduğu kayda geçti.
emergency-review-wrong-thanks = Teşekkürler. Kayda geçti. Hasta ve pod'la ilgilenen herkes bunu öğrenir. Lütfen { $who } ile konuşun.
emergency-review-settled = Bunu başka biri çoktan yanıtladı. Yapmanız gereken bir şey yok.
emergency-review-own = Bu, sizin kendi acil durum erişiminizle ilgili. Doğru olup olmadığını başka birinin söylemesi gerekir.
emergency-was-right = Koordinatör “{ $pod }” için acil erişiminizi kontrol etti. Her şey yolunda.
emergency-was-wrong = Koordinatör, { $who } adlı kişinin “{ $pod }” için acil erişiminin doğru olmadığını söylüyor. Lütfen birbirinizle konuşun.

# ── ben ──
me =
    { $name }
    Posta: { $email }
    Telefon: { $phone }
    { $lines }
    { $proof }
me-account = Sohbet: { $platform }
me-proof-app = Siz olduğunuzu uygulamanızla gösterirsiniz.
me-proof-text = Siz olduğunuzu SMS ile gösterirsiniz. Uygulama daha güvenli: { $prefix }authenticator yazın
in-private-please = Burada başkaları da okuyor. Lütfen bunu bana özel sohbetimizde yazın.
button-change-phone = Telefonu değiştir
button-add-account = Sohbet hesabı ekle
button-remove-account = Kaldır: { $platform }
button-remove-app = Uygulamayı kaldır
change-phone-write = Yeni numaranızı ülke koduyla yazın, şöyle: +90 501 234 56 78
prove-by-text = Sonu { $digits } olan numaraya bir kod gönderdim. Buraya yazın. 10 dakika geçerli.
prove-by-app = Şimdi uygulamanızın Carepods için gösterdiği altı rakamı yazın.
button-text-instead = SMS olsun
change-over = Çok uzun sürdü, bu yüzden bir şey değişmedi. Yeniden başlamak için { $prefix }me yazın.
change-locked = Kod çok kez yanlış yazıldı, bu yüzden bir şey değişmedi. Yeniden başlamak için { $prefix }me yazın.
change-phone-done = Numaranız değişti. Yenisinin sonu { $digits }. Başka her yerde oturumunuz kapandı.
phone-changed-text = Carepods numaranız değişti. Siz değil miydiniz? Postanıza bakın.
mail-phone-changed-subject = Telefon numaranız değişti
mail-phone-changed-body =
    Carepods hesabınızın telefon numarası değişti.
    Siz yaptıysanız bir şey yapmanız gerekmez. Siz yapmadıysanız düğmeye basın. Telefonunuza gelen ya da uygulamanızdaki bir kodla sizin olduğunu gösterene kadar bu hesapla kimse bir şey göremez.
mail-phone-changed-button = Bu ben değildim
add-account-phrase = Şimdi öteki sohbet hesabını açın ve orada Carepods'a şu sözcükleri yazın: { $phrase }. Bir kez, 30 dakika geçerlidir.
account-added = Merhaba { $name }. Bu sohbet hesabı artık burada sizin.
account-added-notice = Hesabınıza bir { $platform } hesabı eklendi. Siz değil miydiniz? Hemen postanızdaki düğmeye basın.
mail-account-added-subject = Bir sohbet hesabı eklendi
mail-account-added-body =
    Carepods hesabınıza bir sohbet hesabı eklendi.
    Siz yaptıysanız bir şey yapmanız gerekmez. Siz yapmadıysanız düğmeye basın. Telefonunuza gelen ya da uygulamanızdaki bir kodla sizin olduğunu gösterene kadar bu hesapla kimse bir şey göremez.
mail-account-added-button = Bu ben değildim
account-removed = { $platform } hesabınız kaldırıldı. Orada size gösterdiklerimi geri alıyorum.
account-last = Bu tek sohbet hesabınız. Önce başka bir hesap ekleyin, sonra bunu kaldırın.
locked = E-postanızdaki düğmeyle “bu ben değildim” dendi. Bu yüzden şimdi bu hesapla kimse bir şey göremez. Siz misiniz? Düğmeye basın ve bunu telefonunuza (sonu { $digits }) gelen ya da uygulamanızdaki bir kodla gösterin. O zaman hemen yeniden içeridesiniz.
button-come-back = Bu benim
came-back = Merhaba { $name }. Siz olduğunuzu gösterdiniz, her şey eskisi gibi. E-postanızı başkası okuyorsa şifresini şimdi değiştirin.
came-back-notice = { $who } telefonuyla ya da uygulamasıyla gerçekten o olduğunu gösterdi ve yeniden “{ $pod }” içinde. Bu doğru değil mi? { $prefix }remove ve adını yazın.
mail-account-removed-subject = Bir sohbet hesabı kaldırıldı
mail-account-removed-body =
    Carepods hesabınızdan bir sohbet hesabı kaldırıldı.
    Siz yaptıysanız bir şey yapmanız gerekmez. Siz yapmadıysanız düğmeye basın. Telefonunuza gelen ya da uygulamanızdaki bir kodla sizin olduğunu gösterene kadar bu hesapla kimse bir şey göremez.
mail-account-removed-button = Bu ben değildim

# ── uygulama ──
authenticator-link = Telefonunuzdaki bir uygulama kodları gösterebilir, SMS gerekmez. Kurma sayfası burada. Bir kez, 10 dakika çalışır.
button-authenticator = Uygulamayı kur
authenticator-why = SMS daha zayıf yoldur. Bir numara başka bir telefona geçebilir ve bir SMS kilitli ekranda okunabilir. Uygulamanın kodları telefonunuzdan hiç çıkmaz.
authenticator-over = Bu sayfa kullanılmış ya da çok eski. Yenisi için sohbette bana { $prefix }authenticator yazın.
authenticator-added = Bundan sonra siz olduğunuzu uygulamanız gösterir. Siz değil miydiniz? Hemen koordinatöre söyleyin.
authenticator-removed = Uygulama kaldırıldı. Bundan sonra kodları yeniden SMS ile gönderirim.
authenticator-done = Tamam. Bundan sonra siz olduğunuzu uygulamanız gösterir. Bu sayfayı kapatabilirsiniz.
page-authenticator-title = Kodlarınız için bir uygulama
page-authenticator-ready = Yalnız sizin kullandığınız bir telefonda bir kod uygulaması (kimlik doğrulayıcı) gerekir. Hangisi olursa olur.
page-authenticator-button = Ne taratacağımı göster
page-authenticator-hint = Bir kez gösterilir. Kimsenin omzunuzun üzerinden bakmadığından emin olun.
page-authenticator-scan = Bunu uygulamanızla taratın
page-authenticator-alt = Taratılacak kare bir kod. Aynısı aşağıda harflerle yazılı.
page-authenticator-type = Kamera yok mu? Bunun yerine bu harfleri uygulamaya yazın:
page-authenticator-label = Uygulamanın gösterdiği altı rakam

# ── bekleyenler ──
overview = { $waiting ->
    [0] Sizi bekleyen bir şey yok. Sakin pod'lar: { $quiet }.
   *[other]
    Sizi bekleyenler:
    { $lines }
    Sakin pod'lar: { $quiet }.
 }
overview-line = { $pod } — davetler { $invitations }, kontrol edilecek { $holds }, ulaşmayan { $posts }, görülmeyen { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    “{ $pod }”:
    { $lines }
overview-nothing = Burada bekleyen bir şey yok.
overview-invitation = Davet edildi: { $who } — { $state }
overview-hold = #{ $number } kontrol bekliyor
overview-unknown = #{ $number }: { $room } sohbetine ulaştı mı, bilinmiyor
overview-failed = #{ $number } bir sohbete giremedi
overview-unseen = #{ $number }: tedavi ekibinden henüz kimse bakmadı
shown-in-private-list = Size özel olarak gönderiyorum.
button-look-number = Bak: #{ $number }
button-release-number = Göster: #{ $number }
button-keep-back-number = Gösterme: #{ $number }
button-there-number = #{ $number } orada
button-again-number = Yeniden gönder: #{ $number }
button-share-number = Yeniden paylaş: #{ $number }
button-nudge-number = Ekibe haber ver: #{ $number }
nudge = { $who } sizden “{ $pod }” içindeki #{ $number } görüntüsüne bakmanızı istiyor.
nudged = { $count ->
    [one] #{ $number } için tedavi ekibinden bir kişiye haber verdim.
   *[other] #{ $number } için tedavi ekibinden { $count } kişiye haber verdim.
 }
