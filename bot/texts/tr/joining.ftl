# Davet, kapıyı çalmak, postadaki bağlantı, kod.

invite-how = Kimi davet etmek istiyorsunuz? Şöyle yazın: { $prefix }invite anna@example.org family Anna
invite-sent = { $email } adresine posta gönderdim. Katıldığında size haber veririm.
invite-cancelled = Davet geri alındı. Postadaki bağlantı artık çalışmaz.
invite-enough-today = Bugünlük bu kadar davet yeter. Lütfen yarın yeniden deneyin.
email-not-understood = Bu adresi okuyamıyorum. Şöyle yazın: anna@example.org
form-invite-title = Birini davet et
form-invite-submit = Postayı gönder
form-invite-email = E-posta adresi
form-invite-name = Ad
form-invite-role = Hangi rolde?
inviter-joined = { $who } artık pod'da. Rolü: { $role }.
inviter-locked = { $who } için kod çok kez yanlış yazıldı. Bu kişiyi tanıyorsanız onu yeniden davet edin.
button-not-right = Bu doğru değil
not-me-done = Teşekkürler. Bu kişi pod'dan çıkarıldı ve koordinatörün haberi var.
not-me-notice = Biri, { $who } adlı kişinin yanlışlıkla katıldığını söyledi. Onu çıkardım. Lütfen kontrol edin.
phone-changed = Telefon numaranız değişti. Yenisinin sonu { $digits }. Siz yapmadınız mı? Hemen koordinatöre söyleyin.

knock-for-whom = Görüntünüzü güvenli ve kapalı tutuyorum. Kimin için? O kişinin e-posta adresini yazın.
knock-own-email = Teşekkürler. Şimdi kendi e-posta adresinizi yazın ki siz olduğunuzu bilsinler.
knock-waits = Teşekkürler. O kişi buradaysa şimdi ona soruyorum. Size haber veririm.
knock-vouch = { $name } ({ $email }) size bir görüntü göndermek istiyor. Pod: “{ $pod }”. Kimse görmedi. Bu kişiyi tanıyor musunuz?
button-vouch = Evet: { $role }
button-not-known = Tanımıyorum
knock-vouched = Sizi tanıyorlar. Şimdi postanıza bakın: devam etmek için bir bağlantı var.
knock-turned-away = Tamam. Görüntüyü kimse görmez.
knock-over = Bu iş çoktan bitti. Yapmanız gereken bir şey yok.
knock-enough-today = Bugünlük bu kadar görüntü yeter. Lütfen o kişiden sizi davet etmesini isteyin.
sender-hidden = Bunun kimden geldiğini anlayamıyorum: bir grup ya da kanal adına gönderilmiş. Lütfen kendi adınızla gönderin.
knock-accepted = Görüntünüz kabul edildi. Hazırlıyorum.
knock-refused = Görüntünüz bu pod'da gösterilemiyor. Sizi davet eden kişiye sorun.
knock-lost = Görüntünüzü sohbetten alamadım, bu yüzden kimse görmedi. Lütfen yeniden gönderin.
knock-too-big = Bu görüntü bu sohbet için çok büyük. Kimin içinse ondan sizi davet etmesini isteyin: o zaman göndermek için bir sayfa alırsınız.

welcome = { $count ->
    [0] Katıldınız: “{ $pod }”. Henüz görüntü yok. Bana istediğiniz zaman gönderin.
    [one] Katıldınız: “{ $pod }”. Bir görüntü bekliyor. Görmek için { $prefix }images yazın.
   *[other] Katıldınız: “{ $pod }”. { $count } görüntü bekliyor. Görmek için { $prefix }images yazın.
 }
welcome-app =
    { $welcome }
    Bir dahaki sefere kodlarınızı bir uygulama gösterebilir. Bu, SMS'ten daha güvenlidir: bir numara başka bir telefona geçebilir. Düğme 10 dakika çalışır. Sonra { $prefix }authenticator yazın.
code-please = Tamam, kim olduğunuzu biliyorum. Şimdi SMS ile gelen kodu buraya yazın.
code-please-app = Güzel, kim olduğunuzu biliyorum. Şimdi uygulamanızın gösterdiği altı rakamı buraya yazın.
code-text = { $code } Carepods kodunuz. Kimseye söylemeyin. 10 dakika geçerli.
code-wrong = { $left ->
    [one] Bu kod uymuyor. En yeni mesaja bakın. 1 deneme kaldı.
   *[other] Bu kod uymuyor. En yeni mesaja bakın. { $left } deneme kaldı.
 }
code-not-six = Kod, SMS ile gelen ya da uygulamanızın gösterdiği altı rakamdır. Lütfen yalnızca onları yazın. Deneme hakkınız azalmadı.
code-too-old = Bu kod çok eski. Sayfaya dönün ve yenisini isteyin.
code-wait = { $seconds ->
    [one] Lütfen 1 saniye bekleyin, sonra yeniden isteyin.
   *[other] Lütfen { $seconds } saniye bekleyin, sonra yeniden isteyin.
 }
number-changed-wait = { $seconds ->
    [one] Numaranız değişti. Eski kod artık geçmiyor. 1 saniye sonra yenisini isteyebilirsiniz.
   *[other] Numaranız değişti. Eski kod artık geçmiyor. { $seconds } saniye sonra yenisini isteyebilirsiniz.
 }
code-enough-today = Bugün başka kod yok. Yarın yeniden deneyin ya da sizi davet eden kişiye sorun.
answers-enough-today = Çok fazla deneme oldu. Yarın yeniden deneyin ya da sizi davet eden kişiye sorun.
invitation-locked = Kod çok kez yanlış yazıldı, bu yüzden davet kapandı. Yeni bir davet isteyin.
invitation-over = Bu davetin süresi bitti. Sizi davet eden kişiden yenisini isteyin.
invitation-out-of-order = Bundan önce bir adım eksik. Lütfen postanızdaki bağlantıyı yeniden açın.
invitation-other-account = Bu davet başka bir sohbet hesabında kullanılıyor. Orada devam edin ya da yenisini isteyin.
account-taken = Bu sohbet hesabı burada başka birine ait. Kendi hesabınızı kullanın ya da koordinatöre sorun.
link-over = Bu bağlantı kullanılmış ya da çok eski. Sizi davet eden kişiden yenisini isteyin.
page-over = Bu sayfanın süresi bitti. En yeni postanızdaki bağlantıyı açın ya da yenisini isteyin.
phone-not-understood = Bu numarayı okuyamıyorum. Ülke koduyla yazın, şöyle: +90 501 234 56 78
phone-no-texts = Bu numara SMS alamıyor. Lütfen bir cep telefonu numarası verin.
phone-country = Bu ülkeye henüz SMS gönderemiyorum. Sizi davet eden kişiye başka bir yol sorun.

mail-notice-subject = Carepods'tan bir mesaj
mail-invitation-subject = { $inviter } sizi Carepods'a davet ediyor
mail-invitation-body =
    { $inviter } sizinle tıbbi görüntüler paylaşmak istiyor.
    Ne için olduğunu görmek için düğmeye basın. Telefonunuz yanınızda olsun: bir kod alacaksınız.
    Bağlantı bir kez, { $hours } saat boyunca çalışır. { $inviter } adlı kişiyi tanımıyorsanız bu postayı silin.
mail-invitation-button = Daveti gör
mail-joined-subject = Katıldınız
mail-joined-body =
    Adresiniz artık bir Carepods grubunda.
    Siz yaptıysanız bir şey yapmanız gerekmez. Siz yapmadıysanız düğmeye basın.
mail-joined-button = Bu ben değildim
