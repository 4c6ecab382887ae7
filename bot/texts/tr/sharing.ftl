# Yoldakiler, notlar, sohbetlerdeki görüntüler, bekletilen ve geri alınanlar.

upload-received = Görüntünüz bende. Hazırlamam için bana birkaç saniye verin.
upload-shared = { $count ->
    [one] Hazır: { $numbers }. Pod'unuza doğru yolda.
   *[other] Hazır: { $numbers }. Pod'unuza doğru yoldalar.
 }
upload-held = { $numbers }: Koordinatör bakana kadar bunu bekletiyorum. Başka kimse görmedi.
upload-which = { $count } görüntü hazır: { $numbers }. Hepsini paylaşayım mı?
upload-some-unread = { $total } dosyadan { $unread } tanesini okuyamadım. Ötekiler hazır: { $numbers }.
upload-gone = Bu dosyayı sohbetten alamadım. Lütfen yeniden gönderin ya da buradan gönderin:
upload-denied = Artık buraya görüntü gönderemezsiniz. Koordinatöre sorun.
upload-turned-away = Bu görüntü alınmadı.
upload-page = Büyük dosyaları ya da bütün bir CD'yi buradan gönderin. Sayfa 24 saat çalışır.
button-upload = Dosya gönder
button-share-all = Paylaş
button-withdraw = Geri al
please-delete-yours = Güvenli bir kopyam var ve onu kurallara göre gösteririm. Lütfen dosyanın olduğu kendi mesajınızı silin.
form-upload-title = Görüntü paylaş
form-upload-submit = Gönder
form-upload-text = Onu yalnız pod'daki kişiler görür.
form-upload-files = Dosyalar
form-upload-note = Ötekiler için bir not

card = Yeni bir görüntü var. Onu yalnız size gösteririm.
button-show-me = Göster
button-show-newest = En yenisini göster
button-show-number = #{ $number } göster
button-full-quality = Tam kalite
masked = Bu görüntü geri alındı.
picture-title = #{ $number } { $what }
picture-shared-by = Paylaşan: { $who }.
picture-note = Not: “{ $note }”
shown-in-private = Size özel olarak gönderiyorum.
show-how = Hangi görüntü? Şöyle yazın: { $prefix }show #3
show-in-window = Pencere: { $window }
show-window-which =
    “{ $written }” diye bir şey bilmiyorum. #{ $number } için şunlar var: { $names }.

    Örneğin şöyle yazın: { $prefix }show #{ $number } { $example }
    İki sayı da olur, orta ve genişlik: { $prefix }show #{ $number } 40 400
show-window-numbers =
    “{ $written }” burada bildiğim bir şey değil. İki sayı yazın, orta ve genişlik: { $prefix }show #{ $number } 40 400
show-window-none = #{ $number } için ışık ve kontrast değiştirilemez. Olduğu gibi görmek için şöyle yazın: { $prefix }show #{ $number }
image-unknown = Bu görüntüyü bulamıyorum. Listeyi görmek için { $prefix }images yazın.
images-none = Henüz görüntü yok. Bana istediğiniz zaman gönderin.
images-list =
    { $lines }

    Birini görmek için { $prefix }show ve numarasını yazın.
images-line = #{ $number } { $what } — { $who }, { $state }
image-ready = hazır
image-held = kontrol bekliyor
image-rejected = bekletiliyor
image-withdrawn = geri alındı
image-erased = silindi

share-how = Hangi görüntü? Şöyle yazın: { $prefix }share #3
share-begun = { $count ->
    [one] #{ $number } bir sohbete doğru yolda.
   *[other] #{ $number } { $count } sohbete doğru yolda.
 }
share-already = #{ $number } zaten pod'un her sohbetinde.
share-all-begun = Yolda: { $count }.
withdraw-how = Hangi görüntü? Şöyle yazın: { $prefix }withdraw #3
withdraw-begun = #{ $number } her yerden geri alınıyor. Nasıl gittiğini size söylerim.
withdraw-none = Geri alınacak bir şey yok.
withdraw-receipt = { $stuck ->
    [0] #{ $number } her yerden geri alındı. İnsanların kaydettiği kopyalara ulaşamam.
    [one] #{ $number }: bir mesaj geri alınamadı. Lütfen oradakilerden onu silmelerini isteyin.
   *[other] #{ $number }: { $stuck } mesaj geri alınamadı. Lütfen oradakilerden onları silmelerini isteyin.
 }
who-saw-how = Hangi görüntü? Şöyle yazın: { $prefix }whosaw #3
who-saw =
    #{ $number } şu kişilere gösterildi:
    { $lines }
who-saw-line = { $who } — { $when }, { $form }
who-saw-nobody = #{ $number } henüz kimse tarafından görülmedi.
form-picture = sohbette
form-private = özel olarak
form-in-place = sohbette, tek başına
form-card = not olarak

hold-other-patient = { $numbers }, gönderen { $who }: başka birine ait olabilir. Şimdilik gizli. Lütfen bakın. Gösterilmeden önce iki kişinin onaylaması gerekir.
hold-two-patients = { $numbers }, gönderen { $who }: birden çok kişiyi gösteriyor gibi. Kimse görmedi. Lütfen bakın. Gösterilmeden önce iki kişinin onaylaması gerekir.
hold-burned-in = { $numbers }, gönderen { $who }: görüntüde bir ad yazılı olabilir. Aile görmedi. Lütfen önce siz bakın.
hold-consent = { $numbers }, gönderen { $who }: hastanın evet demesini bekliyor.
button-look = Bak
button-release = Göster
button-keep-back = Gösterme
hold-second-needed = Teşekkürler. #{ $number } gösterilmeden önce bir kişinin daha onaylaması gerekir.
hold-same-human = #{ $number } için başka bir adresinizle zaten onay verdiniz. Gösterilmeden önce bir kişinin daha onay vermesi gerekir.
hold-released = #{ $number } kontrol edildi ve yolda.
hold-rejected = #{ $number } kontrol edildi ve gösterilmiyor. Lütfen koordinatöre sorun.
hold-kept-back = #{ $number } gösterilmiyor.
hold-none = Bu iş çoktan bitti. Yapmanız gereken bir şey yok.

post-unknown = #{ $number } acaba { $room } sohbetine ulaştı mı, bilemiyorum. Lütfen bakın: orada mı?
button-it-is-there = Orada
button-send-again = Yeniden gönder
post-settled = Teşekkürler. Bu iş tamam.
post-failed = #{ $number } { $room } sohbetine konamadı. Yeniden denemek için { $prefix }share #{ $number } yazın.
post-kicked = Artık { $room } sohbetinde değilim, bu yüzden #{ $number } oraya ulaşmadı. Beni yeniden ekleyin, sonra bir kez daha paylaşın.

home =
    Pod'larınız:
    { $lines }
home-pod = { $pod } — { $role }
button-home-images = Görüntüler: { $pod }
button-home-upload = Gönder: { $pod }
button-home-overview = Bekleyenler
