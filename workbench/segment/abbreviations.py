"""What the splitter knows of German words: data only.

Abbreviations stand in lower case, without their last full stop and without inner spaces ("z.b" for "z. B.").
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# More of the same sentence always follows: titles, "for example", "see", "so-called".
BINDING = _words("""
    dr dres mult prof dipl dipl.-ing jur rer ing habil theol vet oec h.c hc dipl.-kfm priv.-doz
    hr hrn fr frl st ste mr mrs ms messrs msgr cmdr sgt cpt ltn oblt hptm sra abg
    z.b d.h d.i i.e e.g m.a.w u.u i.d.r i.a i.allg o.g o.a s.o s.u u.z.t z.zt z.t a.d i.d v.a v.d u.d.t z.hd
    bzw bspw sog sogen ggf ggfs evtl insb insbes bes vgl ca etw zzgl inkl einschl exkl gem lt vs hrsg hg
    nr nrn abs kap abb anm ziff lfd tel az rz geb gest verst verh gegr urspr eigtl allg durchschn ehem vorm
    dergl versch verschied zw
    a.a.o op cit al c.f cf entspr beispielsw insbesond allgem evangel kathol jahrg städt
""")

# Binding only in capitals ("Mag. Huber", but "was sein mag. Herr Huber"), and only in lower case ("Dr. phil. Huber").
BINDING_CAPITALISED = _words("Mag Gen Kard Col Lt Maj Adm Gov Rev Hon Capt Art.-Nr")
BINDING_LOWER = _words("""
    phil nat med pol dent röm kath evang griech lat dt engl frz ital türk amerik österr schweiz preuß sächs
""")

# They close a list, and what follows in capitals is a new sentence.
CLOSING = _words("usw etc usf uvm u.s.w u.s.f u.v.m u.a.m u.v.a.m u.dgl o.dgl u.d.m")

# Short forms without a vowel that are written without a stop, so that a stop after them is the sentence's own.
WITHOUT_STOP = _words("""
    km cm mm nm kg mg qm kw mw gw kwh mwh gwh hz mhz ghz kb mb gb tb mbit gbit ml cl dl hl db hp psst pst hm hmm brr
    lkw lkws pkw pkws kfz kfzs wlan wc ww ps
""")

# Short words that are no abbreviations, so that a stop after them counts even before a word in lower case.
SHORT_WORDS = _words("""
    ist war hat sind wird sein kann soll will darf muss habe auch nicht mehr aus ein vor zu ab an auf da gut her hin nun
    weg wäre ging kam gibt sehr ihn sie es wir uns ihm mich dich sich oben hier dort
""")

# Bound to a number that follows; before a word they are words of their own ("dieser Art. Die", "sagte Jan. Er").
BEFORE_NUMBER = _words("""
    art no s bd bde tab aufl lit fn rn min max mind höchst jan feb mär mrz apr jun jul aug sep sept okt nov dez
    mo di mi do sa so psalm mt lk joh vers ep pos ver vol p pp bl
""")

# They stand inside a sentence and at its end: the next word decides.
OPEN = _words("""
    u.a u.ä u.ä.m o.ä u.v.a dgl colo calif fla mass mich minn tex wash
    mio mrd bio tsd str pl jh jhd jhdt jhds jahrh chr v.chr n.chr v.u.z n.u.z d.j d.m ff f co inc ltd corp bros
    e.v e.g e.k jr jun sr sen a.d a.m a.rh i.br i.r i.e a.s i.b i.w i.v std sek stk vt abt inst univ hbf bhf ebf
    u.s.a u.s u.k u.n ebd o.j o.o n.n b.w m.b.h proz
""")

MONTHS = _words("""
    januar jänner februar feber märz april mai juni juno juli julei august september oktober november dezember
    jan jän feb mär mrz apr jun jul aug sep sept okt nov dez
""")

# In capitals these begin a sentence: none is a noun, so that inside a sentence they stand in lower case.
STARTERS = _words("""
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
    er sie es wir ich ihr man du ihm ihn ihnen uns mir mich dir dich wer was wen wem wessen
    dies diese dieser dieses diesen diesem jene jener jenes jenen jenem solche solcher solches
    mein meine meinem meinen meiner sein seine seinem seinen seiner ihre ihrem ihren ihrer ihres unser unsere unserem
    unseren unserer euer eure jeder jede jedes jedem jeden alle aller alles allen beide beiden viele vielen einige
    einigen manche mancher mehrere wenige etliche sämtliche andere anderen andererseits einerseits
    in im ins an am ans auf aus bei beim mit nach seit von vom zu zum zur für gegen ohne um unter unterm über vor vorm
    durch trotz während wegen neben zwischen hinter laut gemäß dank entlang innerhalb außerhalb mittels statt anstatt
    gegenüber bis ab je pro per via anhand aufgrund infolge angesichts mithilfe zugunsten
    aber und oder denn doch jedoch sondern sowie sowohl weder entweder auch als wenn weil da dass daß ob obwohl obgleich
    nachdem bevor sobald solange falls sofern sodass damit indem ehe wobei womit wodurch worauf wofür
    dann danach daher deshalb deswegen dabei dazu darauf daraufhin darin daran darum darüber darunter davon davor dafür
    dagegen dadurch dahinter daneben dennoch trotzdem außerdem zudem ferner allerdings hingegen somit folglich
    also so nun jetzt heute gestern hier dort nur noch schon bereits erst einst immer oft oftmals manchmal meist
    später zuletzt zuvor zuerst zunächst schließlich endlich inzwischen mittlerweile seitdem seither damals anschließend
    vorher nachher bald bisher insgesamt gleichzeitig zwar nicht nichts niemand jemand etwas wo wie warum wann
    woher wohin weshalb wieso welche welcher welches welchen leider vielleicht wahrscheinlich vermutlich natürlich
    selbstverständlich tatsächlich offenbar offensichtlich möglicherweise eigentlich wirklich sicherlich
    besonders insbesondere ebenso ebenfalls gleichfalls genau fast etwa rund knapp ungefähr mindestens
    sogar selbst ganz sehr weiterhin wieder erneut mehr weniger hat ist war wird kann soll hatte wurde wäre haben sind
    würde könnte sollte muss darf weitere weiterer weiteren beispielsweise insofern derzeit aktuell künftig erstmals
    bislang kürzlich zusätzlich hierzu hierfür hierbei hinzu zusammen gemeinsam anders dessen deren plötzlich nirgends
    hinterher fortan nunmehr ohnehin übrigens bitte danke ja nein doch anschließend abschließend tags einmal zweitens
    erstens drittens
""")

# Before a number with a full stop they make it an ordinal ("am 3.", "der 19.", "zum 67.").
BEFORE_ORDINAL = _words("""
    am im vom zum zur beim der die das den dem des ab bis seit jeder jedes jedem jeden einem einen einer ein eine dieser
    diesem diesen ihrem ihren ihr ihre ihrer seinem seinen sein seine seiner meinem meinen mein meine unserem unser
    unsere deren dessen sowie und oder
""")

# Before a number of four digits only these make it an ordinal ("der 1000."); after "im" or "bis" it is a year.
ARTICLES = _words("der die das den dem des jeder jedes jeden jedem ein eine einen einem einer ihr sein")

# After a number with a full stop they show that it is an ordinal.
AFTER_ORDINAL = _words("""
    jahrhundert jahrhunderts jahrhunderte jahrhunderten jahrtausend jahrtausends jh jahrestag geburtstag todestag
    klasse stock etage obergeschoss platz rang tag woche monat jahr mal minute spieltag runde liga bundesliga auflage
    kapitel bezirk armee division korps regiment weltkrieg weltkriegs fc bundestag kongress tagung satz sieg spiel
    band teil akt arrondissement dynastie generation legislaturperiode wahlperiode grad internationale internationalen
    deutsche deutschen reich etappe lebensjahr lebensjahres semester hälfte sinfonie symphonie kompanie infanterie
    panzer staffel saison ausgabe quartal halbjahr person tausend million advent breitengrad änderungsgesetz
""")

# A line that ends in one of these goes on in the next line.
OPEN_ENDED = _words("""
    der die das den dem des ein eine einen einem einer eines und oder aber sowie in im an am auf aus bei mit nach seit
    von vom zu zum zur für gegen ohne um unter über vor durch wegen neben zwischen dass daß weil als wie wenn ob nicht
    sich er sie es ihr sein seine ihre ist war hat wird bis prof herr frau
""")
