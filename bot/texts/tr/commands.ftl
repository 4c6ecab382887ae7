# Her komutun ne yaptığı: /help ve menüler için.

command-start = Merhaba deyin
command-help = Sizin için ne yapabilirim
command-images = Görüntülerin listesini görün
command-show = Bir görüntüyü özel olarak görün
command-show-arguments = #3
command-share = Bir görüntüyü pod'daki herkesle paylaşın
command-share-arguments = #3
command-withdraw = Bir görüntüyü her yerden geri alın
command-withdraw-arguments = #3
command-upload = Büyük bir dosya ya da bütün bir CD gönderin
command-invite = Birini davet edin
command-invite-arguments = anna@example.org family Anna
command-members = Pod'da kimler olduğunu görün
command-role = Birinin rolünü değiştirin
command-role-arguments = 2 clinician
command-grant = Birine bir izin daha verin
command-grant-arguments = 2 download
command-revoke = Bir izni geri alın
command-revoke-arguments = 2 download
command-remove = Birini pod'dan çıkarın
command-remove-arguments = 2
command-whosaw = Bir görüntüye kimin baktığını görün
command-whosaw-arguments = #3
command-emergency = Acil durumda hemen bakın
command-emergency-arguments = neden
command-new = Yeni bir pod açın
command-new-arguments = ad
command-link = Bu sohbeti bir pod için kullanın
command-link-arguments = family
command-settings = Ayarları görün ve değiştirin
command-leave = Pod'dan ayrılın

help =
    Bana bir görüntü, bir tarama ya da hastaneden bir dosya gönderin. Onu pod'unuzdaki kişilerle paylaşırım.

    { $lines }
help-stranger =
    Tıbbi görüntüleri bir hastanın yakınlarıyla paylaşırım.
    Şimdi bana bir görüntü gönderebilirsiniz. Kimin için olduğunu sorarım.
    Bir pod'a katılmak için içindeki birinden sizi davet etmesini isteyin.
help-line = { $usage } — { $what }
help-more = Yapabileceğiniz her şeyi görmek için { $prefix }help all yazın.
usage = { $prefix }{ $word } { $rest }
usage-bare = { $prefix }{ $word }

hello-member = Merhaba { $name }. Bana bir görüntü gönderin ya da neler yapabildiğimi görmek için { $prefix }help yazın.
hello-stranger =
    Merhaba. Tıbbi görüntüleri bir hastanın yakınlarıyla paylaşırım.
    Bana bir görüntü gönderin, kimin için olduğunu sorarım. Ya da pod'daki birinden sizi davet etmesini isteyin.
hello-newcomer =
    Merhaba { $name }. Tıbbi görüntüleri bir hastanın yakınlarıyla paylaşırım.
    Bana bir görüntü gönderin, kimin için olduğunu sorarım. Ya da pod'daki birinden sizi davet etmesini isteyin.
hello-room = Merhaba. Bu sohbeti bir pod için kullanmak üzere koordinatör buraya { $prefix }link yazar.

literal = { $text }
command-unknown = Bunu bilmiyorum. Neler yapabildiğimi görmek için { $prefix }help yazın.
stranger-command = Henüz bir pod'da değilsiniz. İçinde olan birinden sizi davet etmesini isteyin.
not-understood = Bunu anlayamadım. Bana bir görüntü gönderin ya da { $prefix }help yazın.
which-pod = Hangi pod'u kastediyorsunuz?
which-pod-first = Birden çok pod'dasınız. Komutu yazın, hangisi olduğunu sorarım.
open-private-chat = Bunu özel olarak yanıtlarım. Lütfen özel sohbetimizi açın ve Başlat'a basın.
button-open-private-chat = Özel sohbeti aç
button-over = Bu düğme kullanılmış ya da çok eski. Devam etmek için { $prefix }help yazın.
button-not-yours = Bu düğme başka biri için. Neler yapabileceğinizi görmek için { $prefix }help yazın.
shortcut-no-file = Bu mesajda görüntü yok. Dosyası olan bir mesaj seçin.
