# Görüntüleyici: sohbetten giriş, pod'lar, görüntüler, tek görüntü.

command-open = Görüntüleri kendi sayfanızda açın
button-open-viewer = Görüntü sayfasını aç
viewer-link = Görüntü sayfanıza buradan girersiniz. Bağlantı bir kez, 10 dakika ve yalnız sizin için çalışır.

viewer-landing-title = Görüntülerinizi görün
viewer-landing-text = Girmek için düğmeye basın. Oturumunuz yalnız bu cihazda açık kalır.
viewer-landing-button = Gir
viewer-landing-hint = Bu cihaz sizin değil mi? O zaman bu sayfayı kapatın ve bağlantıyı kendi cihazınızda açın.
viewer-link-over = Bu bağlantı kullanılmış ya da çok eski. Yenisi için sohbette bana { $prefix }open yazın.
viewer-signed-out = Oturumunuz kapandı. Geri gelmek için sohbette bana { $prefix }open yazın.
viewer-signed-out-now = Oturumunuz kapandı. Bu cihazda hiçbir şey açık kalmadı.
viewer-nothing-here = Burada sizin için bir şey yok. Geri dönün ya da sohbette bana { $prefix }open yazın.
viewer-slow-down = Bir seferde çok fazla oldu. Lütfen bir dakika bekleyin, sonra yeniden deneyin.

viewer-skip = Görüntülere geç
viewer-nav = Görüntü sayfasında yolunuz
viewer-my-pods = Pod'larım
viewer-no-pods = Şu anda bir pod'da değilsiniz. Pod'daki birinden sizi davet etmesini isteyin.
viewer-sign-out = Oturumu kapat
viewer-time-limit = { $minutes } dakika kullanmazsanız oturumunuz kapanır. Devam ettiğinizde süre yeniden başlar.
viewer-time-soon = Oturumunuz 2 dakika sonra kapanacak. Daha fazla süre ister misiniz?
viewer-time-button = Daha fazla süre
viewer-time-more = Artık daha fazla süreniz var.

viewer-pictures-of = “{ $pod }” görüntüleri
viewer-no-pictures = Henüz görüntü yok. Bana sohbette istediğiniz zaman gönderin.
viewer-not-yet = Kontrol bekliyor. Sonra görürsünüz.
viewer-no-small = Bunun küçük bir görüntüsü yok.
viewer-waits = Bu, kontrol bekliyor. Yalnız siz ve kontrol eden ötekiler görebilir.
viewer-moves = Bir film
viewer-newer = Daha yeni
viewer-older = Daha eski

viewer-back = Geri: “{ $pod }”
viewer-back-to-picture = Geri: #{ $number }
viewer-is-preview = Bu bir ön izleme. Bir karar vermeden önce tam kaliteye bakın.
viewer-is-full = Bu tam kalite. Hepsini görmek için üzerinde gezinin.
viewer-is-film = Bu, film.
viewer-pan = Tam kalitede görüntü
viewer-full = Tam kalite
viewer-small = Daha küçük
viewer-play = Oynat
viewer-pause = Durdur
viewer-download = Görüntüyü kaydet
viewer-download-film = Filmi kaydet
viewer-who-saw = Kim gördü
viewer-who-saw-title = #{ $number } kimler tarafından görüldü
viewer-nobody-saw = Henüz kimse görmedi.
viewer-times = { $times ->
    [one] bir kez,
   *[other] { $times } kez, en son
 }
form-viewer = görüntü sayfasında
form-download = görüntü sayfasından kaydedildi

viewer-light = Işık ve kontrast
viewer-as-it-is = Geldiği gibi
viewer-sides = Harfler hastanın taraflarını gösterir: R sağ, L sol, A ön, P arka, H baş, F ayaklar. Görüntüde sol: { $left }, sağ: { $right }, yukarı: { $top }, aşağı: { $bottom }.
viewer-bar = Çubuğun uzunluğu { $length }.
viewer-bar-detector = Çubuğun uzunluğu algılayıcıda { $length }; vücutta biraz daha az.
viewer-window-lung = Akciğer
viewer-window-mediastinum = Göğsün ortası
viewer-window-bone = Kemik
viewer-window-soft = Yumuşak dokular
viewer-window-brain = Beyin
viewer-window-abdomen = Karın
viewer-window-liver = Karaciğer
viewer-window-spine = Omurga
viewer-brighter = Daha açık
viewer-darker = Daha koyu
viewer-more-contrast = Daha çok kontrast
viewer-less-contrast = Daha az kontrast
viewer-window-own = Kendi değerleriniz
viewer-window-centre = Orta
viewer-window-width = Genişlik (1 ya da daha fazla)
viewer-window-button = Böyle göster
viewer-window-numbers = Lütfen iki sayı yazın, 40 ve 400 gibi. Genişlik 1 ya da daha fazla olmalı.
viewer-window-not-now = Işığı şu anda değiştiremedim. Lütfen bir dakika sonra yeniden deneyin.

viewer-about = Bu görüntü hakkında
viewer-group-picture = Görüntü
viewer-group-patient = Kimin
viewer-group-origin = Nereden geldi
viewer-group-place = Nerede çekildi
viewer-group-done = Onunla ne yapıldı
viewer-group-rest = Dosyadaki öteki her şey

row-modality = Tür
row-study-date = Gün
row-study-time = Saat
row-body-part = Vücut bölgesi
row-laterality = Taraf
row-view = Nereden görünüyor
row-series-number = Seri
row-instance-number = Serideki numarası
row-slice-thickness = Kesit kalınlığı, mm
row-pixel-spacing = Noktaların aralığı, mm
row-rows = Yükseklik, nokta
row-columns = Genişlik, nokta
row-frames = İçindeki görüntüler
row-patient-name = Ad
row-patient-id = Hasta numarası
row-birth-date = Doğum günü
row-sex = Cinsiyet
row-age = Yaş
row-accession-number = İstek numarası
row-manufacturer = Cihazın üreticisi
row-model = Cihaz
row-institution = Hastane
row-referring-physician = Gönderen
row-study-description = İnceleme
row-series-description = Serinin adı
row-tube-voltage = Tüp gerilimi, kV
row-protocol = Protokol
row-taken = Çekildi
row-decoder = Okuyan
row-window = Işık ve kontrast
row-scale = Boyut, aslına göre
row-elapsed-ms = Sürdü, saniyenin binde biri
row-metadata-cut = Bazı bilgiler çok uzundu ve dışarıda bırakıldı
