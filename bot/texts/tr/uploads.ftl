# Bir dosya neden görüntü olmadı: ne oldu ve şimdi ne yapılır.

upload-empty = Bu dosya boş. Lütfen bir kez daha gönderin.
upload-this-file = “{ $name }”: { $why }
upload-too-big = Bu dosya benim için çok büyük. Daha küçük bir bölümünü ya da yalnız gereken görüntüleri gönderin.
upload-unknown-type = Bu tür dosyayı bilmiyorum. Bir fotoğraf, bir tarama, bir PDF ya da hastaneden bir görüntü gönderin.
upload-forbidden-type = Bu tür dosya zarar verebilir, bu yüzden açmıyorum. Görüntünün kendisini gönderin.
upload-two-types-at-once = Bu dosya aynı anda iki şey, bu yüzden açmıyorum. Görüntünün kendisini gönderin.
upload-broken = Bu dosyayı okuyamadım. Bozulmuş olabilir. Lütfen yeniden kaydedin ve bir kez daha gönderin.
upload-encrypted = Bu dosya bir parolayla kilitli. Lütfen parolasız gönderin.
upload-too-many-pixels = Bu görüntü benim için çok büyük. Lütfen daha küçük bir kopya gönderin.
upload-too-many-frames = Bu filmde benim için çok fazla görüntü var. Lütfen daha kısa bir bölüm gönderin.
upload-too-many-pages = Bu belgede benim için çok fazla sayfa var. Lütfen gereken sayfaları gönderin.
upload-too-many-files = Burada benim için çok fazla dosya var. Lütfen bir seferde daha az gönderin.
upload-unpacks-too-big = Bu dosya açınca çok büyüyor. Lütfen görüntüleri daha küçük bölümlerle gönderin.
upload-nested-archive = Bu sıkıştırılmış dosyanın içinde bir tane daha var. Lütfen bir kez açıp yeniden gönderin.
upload-directory-file = Bu yalnız bir diskin içindekiler listesi. Lütfen bütün klasörü tek bir ZIP dosyası olarak gönderin.
upload-no-picture = Bu dosyada görüntü yok. Bir diskten geldiyse bütün klasörü tek bir ZIP dosyası olarak gönderin.
upload-unsupported-codec = Bu görüntüyü kaydedildiği biçimde açamıyorum. Hastaneden JPEG ya da PDF olarak isteyin.
upload-too-slow = Bu dosya çok uzun sürdü. Lütfen daha küçük bir bölümünü gönderin.
upload-too-much-memory = Bu dosya bir seferde benim için çok fazla. Lütfen daha küçük bir bölümünü gönderin.
upload-decoder-died = Bu dosyayı bitiremedim. Bozulmuş olabilir. Lütfen yeniden kaydedin ve bir kez daha gönderin.
upload-failed = Bunu şu anda yapamadım. Dosyanızda sorun yok. Lütfen birkaç dakika sonra yeniden deneyin.
upload-unreadable = Bu dosyayı açamadım. Lütfen orada olduğunu ve okuma izniniz olduğunu kontrol edin.
