# `/show #3 straight`: a photographed light box, straightened.

show-straight = Redressée : on ne voit que la surface claire de la photo, comme prise de face.
show-not-straight = Je n’ai trouvé sur cette photo ni négatoscope ni écran à redresser. Voici la photo telle quelle. Il vaut mieux que les quatre coins soient visibles et que la pièce soit sombre.
