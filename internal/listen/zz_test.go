package listen_test
import ("testing";"fmt";"passerelle/flows";"passerelle/internal/listen";"passerelle/internal/source";"slices")
func TestZZ(t *testing.T){
 tree := source.Read(new(source.Faults), source.Layer{Name:"flows",FS:flows.FS})
 e := listen.Load(tree)
 fmt.Println(tree.Faults.Err())
 file,_ := tree.File("danger.yaml")
 for _, item := range file.Fields().Get("phrases").Items() { f := item.Fields()
  for _, key := range []string{"certain","confirm"} { for _, p := range f.Get(key).Texts() {
   for _, m := range []string{p, "bla "+p+" bla", "bonjour, "+p+" !"} {
   h := e.Hear(m); if h.Danger==nil || h.Danger.Kind != f.Get("kind").Text() || h.Danger.Certain != (key=="certain") { fmt.Printf("DANGER %q %s %s: %+v\n", m, f.Get("kind").Text(), key, h.Danger) } } }}}
 for _, p := range file.Fields().Get("calm").Texts() { h := e.Hear(p); if h.Danger != nil { fmt.Printf("CALM %q %+v\n", p, h.Danger) }
   h = e.Hear("le "+p+" je"); if h.Danger != nil { fmt.Printf("CALM2 %q %+v\n", p, h.Danger) } }
 n:=0
 seen := map[string]string{}
 for _, name := range tree.Names("words") { node,_ := tree.File(name); root := node.Fields()
  for _, item := range root.Get("words").Items() { f := item.Fields(); needs := append(f.Get("needs").Texts(), f.Get("need").Texts()...)
   for _, key := range []string{"terms","weak"} { for _, it := range f.Get(key).Items() { p := it.Text(); n++
     k := listen.Normalise(p); at := fmt.Sprintf("%s:%d", it.File(), it.Line()); if o := seen[k]; o != "" { fmt.Printf("TWICE %q %s %s\n", p, o, at) }; seen[k]=at
     h := e.Hear(p); for _, need := range needs { if !slices.ContainsFunc(h.Needs, func(x listen.Finding) bool { return x.Need==need && x.Weak==(key=="weak")}) { fmt.Printf("WORD %s %q %s %s: %+v\n", at, p, need,key, h.Needs) } }
     if h.Danger != nil { fmt.Printf("WORDDANGER %s %q %+v\n", at, p, h.Danger) }
     if h.Command != "" { fmt.Printf("WORDCMD %s %q %+v\n", at, p, h.Command) }
     if len(h.Needs) != len(needs) { fmt.Printf("MORE %s %q %v: %+v\n", at, p, needs, h.Needs)}
   }}}
  for _, item := range root.Get("reserved").Items() { f := item.Fields(); for _, p := range f.Get("terms").Texts() { h := e.Hear(p); if h.Command != f.Get("command").Text() || len(h.Needs)>0 || h.Danger!=nil {fmt.Printf("RES %q %+v\n", p, h)}}}
 }
 fmt.Println(n)
 for _, m := range []string{"j'ai grillé le feu rouge","le feu vert de la mairie","3 ans de chômage","j'ai 3 ans d'expérience","j'ai 10 ans de retard","2 ans que je cherche","slt g 19 ans g arreté","j'ai 19ans","j’ai 19 ans","ma fille a 3 ans","ma voisine se fait frapper par son mari","mort de rire","coup de main","je cherche un coup de main pour mon CV","les coups","il me reste 300 ans","J'AI DIX-NEUF ANS","j ai 19 ans et demi","moi 45 ans", "je suis agé de 45 ans", "homme 45 ans"} { fmt.Printf("%q: %+v\n", m, *e.Hear(m)); if d:=e.Hear(m).Danger; d!=nil {fmt.Println("   ", *d)} }
}
