# Birinin başkasının adıyla girebileceği ya da daha fazlasını alabileceği yerde söylenenler.

invite-role-not-yours = Bu rolde birini yalnız bir koordinatör davet edebilir. Lütfen ondan isteyin ya da başka bir rol seçin.
inviter-cut-off = { $who } adlı kişiyi davet eden artık pod'da değil, bu yüzden bağlantı çalışmaz. Onu tanıyorsanız siz davet edin.
phone-known-other = Bu adres burada başka bir telefonla kullanılıyor. Lütfen o numarayı yazın. Yeni bir numaranız varsa önce sohbetinizde Carepods'a “me” yazın ve orada değiştirin.
