# Birinin başkasının adıyla girebileceği ya da daha fazlasını alabileceği yerde söylenenler.

invite-role-not-yours = Bu rolde birini yalnız bir koordinatör davet edebilir. Lütfen ondan isteyin ya da başka bir rol seçin.
inviter-cut-off = { $who } adlı kişiyi davet eden artık pod'da değil, bu yüzden bağlantı çalışmaz. Onu tanıyorsanız siz davet edin.
phone-known-other = Bu adres burada başka bir telefonla kullanılıyor. Lütfen o numarayı yazın. Yeni bir numaranız varsa önce sohbetinizde Carepods'a “me” yazın ve orada değiştirin.
prove-by-old-phone = Önce şu anda geçerli olan numaraya bir kod gönderdim. Sonu { $digits }. Kodu buraya yazın. Artık o numara sizde değil mi? Koordinatörden sizi çıkarıp yeniden davet etmesini isteyin.
mail-app-added-subject = Kodlarınızı artık bir uygulama gösteriyor
mail-app-added-body =
    Carepods hesabınız için bir kod uygulaması kuruldu.
    Siz yaptıysanız bir şey yapmanız gerekmez. Siz yapmadıysanız düğmeye basın. Telefonunuza gelen ya da uygulamanızdaki bir kodla sizin olduğunu gösterene kadar bu hesapla kimse bir şey göremez.
mail-app-added-button = Bu ben değildim
consent-not-yours = Görüntülerin gösterilmesine başka biri hayır dedi. Yalnız o kişi ya da hasta yeniden evet diyebilir.
export-stale = Bu dosyalar toplandıktan sonra bir şey değişti. Yenileri için sohbette bana { $prefix }export yazın.
