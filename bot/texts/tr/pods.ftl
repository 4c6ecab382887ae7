# Pod'lar, sohbetler, üyeler, izinler.

role-patient = Hasta
role-family = Aile
role-clinician = Tedavi ekibi
role-coordinator = Koordinatör
role-guest = Misafir

privilege-audit = kimin baktığını görmek
privilege-consent = hasta adına evet ya da hayır demek
privilege-download = görüntüleri tam kalitede kaydetmek
privilege-erase = her şeyi silmek
privilege-invite = insanları davet etmek
privilege-manage = pod'u yönetmek
privilege-release = bekleyen görüntüleri kontrol etmek
privilege-share = görüntü paylaşmak
privilege-stream = görüntüleri doğrudan bir cihazdan göndermek
privilege-upload = görüntü göndermek
privilege-view = görüntülere bakmak
privilege-view-identified = görüntülerdeki adları ve numaraları görmek

audience-family = aile
audience-care-team = tedavi ekibi
mode-picture = görüntüleri göster
mode-in-place = herkese tek tek göster
mode-card = yalnız bir not göster

new-done = “{ $pod }” pod'u açıldı. Şimdi bir sohbette { $prefix }link yazın ya da { $prefix }invite ile birini davet edin.
new-needs-name = Pod'un adı ne olsun? Şöyle yazın: { $prefix }new ad
new-not-you = Yalnız bir koordinatör pod açabilir. Carepods'u sizin için yürüten kişiye sorun.
link-for-whom = Bu sohbette kimler var? “{ $pod }” görüntüleri buna göre gösterilir.
link-done = Bu sohbet artık “{ $pod }” pod'una ait. Kimler için: { $audience }. Kimlerin burada olduğuna bakıyorum.
link-told = Bu sohbet artık bir pod'a ait. Buradaki herkes pod'da olduğu sürece görüntüler burada görünür. Kimler için: { $audience }. Yoksa yalnız bir not gelir.
link-in-the-room = Bunu kullanmak istediğiniz grupta yazın, burada değil.
link-taken = Bu sohbet zaten başka bir pod'a ait. Yeni bir grup kullanın.
room-unknown = Bu sohbet bir pod'a ait değil. Koordinatör buraya { $prefix }link yazabilir.

settings = { $lines }
settings-pod = Pod: { $pod }
settings-room = { $room }: { $audience } için. { $mode } { $state }
settings-room-named = “{ $title }” sohbeti
settings-room-here = Bu sohbet
settings-room-nameless = Adı olmayan bir sohbet
# Within a sentence, where the chat's name would stand.
room-untitled = adsız
settings-mode-picture = Orada görüntüler gösterilir.
settings-mode-in-place = Orada herkes görüntüleri tek başına görür.
settings-mode-card = Oraya yalnız bir not gelir.
settings-open = Orada her şey yolunda.
settings-locked = Şu anda kilitli, çünkü orada tanımadığım biri var.
settings-gone = Artık orada değilim.
settings-you =
    Siz: { $role }. İzinleriniz:
    { $privileges }
mode-set = Tamam. Bundan sonra bu sohbette: { $mode }.

members-list =
    “{ $pod }” içinde:
    { $lines }
members-line = { $number }. { $name } — { $role }
members-waiting = … { $name } — { $state }
member-unknown = { $written } burada yok. Listeyi görmek için { $prefix }members yazın.
invitation-requested = davet edildi
invitation-link-sent = posta gönderildi
invitation-email-confirmed = postayı açtı
invitation-code-sent = kodu bekliyor
invitation-verified = sohbeti açıyor
button-invite-again = Yeniden posta: { $who }
button-invite-cancel = Daveti geri al: { $who }

role-how = Kişinin numarasını ve yeni rolünü yazın: { $prefix }role 2 clinician
role-set = { $who } için yeni rol: { $role }.
grant-how = Kişinin numarasını ve ne yapabileceğini yazın: { $prefix }grant 2 download
grant-not-held = Kendinizde olmayan bir izni veremezsiniz. Koordinatöre sorun.
granted = { $who } artık şunu yapabilir: { $privilege }.
revoke-how = Kişinin numarasını ve geri alınacak izni yazın: { $prefix }revoke 2 download
revoked = { $who } artık şunu yapamaz: { $privilege }.
remove-how = Kişinin numarasını yazın: { $prefix }remove 2
remove-sure = { $who } pod'dan çıkarılsın mı? Bundan sonra hiçbir şey göremez.
button-remove = Çıkar
removed = { $who } pod'dan çıkarıldı.
removed-you = Artık “{ $pod }” içinde değilsiniz. Bu bir yanlışlıksa koordinatöre sorun.
leave-sure = “{ $pod }” pod'undan ayrılmak istiyor musunuz? Bundan sonra ondan hiçbir şey görmezsiniz.
button-leave = Ayrıl
left = “{ $pod }” pod'undan ayrıldınız. Kendinize iyi bakın.
last-manager = Pod'la birinin ilgilenmesi gerekir. Önce başka birini koordinatör yapın.
pod-gone = Bu pod artık yok.

denied-not-a-member = Bu pod'da değilsiniz. İçindeki birinden sizi davet etmesini isteyin.
denied-not-yours = Bu başka biri için. Neler yapabileceğinizi görmek için { $prefix }help yazın.
denied-pod-erased = Bu pod'daki her şey silindi. Gösterilecek bir şey kalmadı.
denied-expired = Bu pod'daki süreniz bitti. Koordinatörden daha fazla süre isteyin.
denied-lacks-privilege = Bunu burada henüz yapamazsınız. Koordinatörden izin isteyin.
denied-ask-to-look = Burada henüz görüntülere bakamazsınız. Podu koordine eden kişiye sorun: { $who }.
denied-ask = Bunu burada henüz yapamazsınız. Podu koordine eden kişiye sorun: { $who }.
denied-no-image = Bu görüntüyü bulamıyorum. Listeyi görmek için { $prefix }images yazın.
denied-image-held = Bu görüntü birinin kontrol etmesini bekliyor. Sonra görürsünüz.
denied-image-gone = Bu görüntü geri alındı. Gönderen kişiye sorun.
denied-no-consent = Hasta şu anda görüntülerin gösterilmesini istemiyor. Hastaya sorun.
denied-room-locked = Bu sohbet kilitli, çünkü orada tanınmayan biri var. Özel olarak açın.
denied-room-not-cleared = Bu sohbette tanımadığım biri var. Görüntüyü özel olarak açın.
denied-other-pod = Bunu burada bulamıyorum. Listeyi görmek için { $prefix }images yazın.

room-masked = { $stuck ->
    [0] Burada doğrulanmamış biri var, bu yüzden görüntüleri gizledim. Onları özel olarak açın.
   *[other] Burada doğrulanmamış biri var, bu yüzden görüntüleri gizledim. { $stuck } tanesi gizlenemedi: { $numbers }. Lütfen onu burada silin.
 }
room-masked-manager = { $stuck ->
    [0] Doğrulanmamış biri { $room } sohbetinde. Orada gizlenen görüntüler: { $hidden }. Onu davet edin ya da sohbetten çıkarın.
   *[other] Doğrulanmamış biri { $room } sohbetinde. Gizlenen: { $hidden }. Gizlenemeyen: { $numbers }. Onu davet edin ya da sohbetten çıkarın.
 }
room-outside = { $stuck ->
    [0] Bu sohbet dışarıdan okunabiliyor, bu yüzden görüntüleri gizledim. Onları özel olarak açın.
   *[other] Bu sohbet dışarıdan okunabiliyor, bu yüzden görüntüleri gizledim. { $stuck } tanesi gizlenemedi: { $numbers }. Lütfen onu burada silin.
 }
room-outside-manager = { $stuck ->
    [0] { $room } sohbetini üyelerinden başkaları da okuyabiliyor: herkese açık ya da paylaşılmış. Orada yalnızca not gösteriyorum. Sohbeti özel yapın, görüntüler geri gelir.
   *[other] { $room } sohbetini üyelerinden başkaları da okuyabiliyor: herkese açık ya da paylaşılmış. Gizlenemeyen: { $numbers }. Lütfen onu silin ve sohbeti özel yapın.
 }

emergency-how = Nedeni birkaç sözle yazın: { $prefix }emergency hasta bilinçsiz geldi
emergency-not-you = Acil erişim tedavi ekibi içindir. Koordinatörü arayın.
emergency-open = { $minutes } dakika bakabilirsiniz. Nedeni pod'daki herkese söylendi.
emergency-open-still = Daha { $minutes } dakika bakabilirsiniz. Kimse yeniden rahatsız edilmedi.
emergency-enough-today = Bugünlük bu kadar acil durum yeter, çünkü her seferinde herkese haber verilir. Lütfen koordinatörü arayın: bakmanıza izin verebilir.
emergency-notice = { $who } acil bir durum için “{ $pod }” görüntülerine bakıyor: { $reason }. Koordinatör bunu sonra kontrol eder.

room-left = “{ $room }” sohbetinden çıkarıldım; orada artık hiçbir şey göstermiyorum. Devam etmek için beni yeniden ekleyin ve orada { $prefix }link yazın.
join-first = “{ $room }” sohbetine girmek istediniz. Önce poda katılın: podda olan birinden sizi davet etmesini isteyin. İsteğiniz açık kalır, sonra sizi içeri alırım.
join-asked = { $name }, “{ $room }” sohbetine girmek istiyor ama podda değil. Bu kişiyi tanıyor musunuz? Öyleyse { $prefix }invite ile davet edin. Katılır katılmaz içeri alırım.
join-by-hand = { $name } podda ve “{ $room }” sohbetine girmek istiyor. Orada kimseyi içeri alamıyorum. Lütfen isteği siz kabul edin.
