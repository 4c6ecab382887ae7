"""x"""
class Framed: pass
class Page: pass
