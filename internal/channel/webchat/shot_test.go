package webchat
import ("testing";"os";"context";"github.com/chromedp/chromedp";"github.com/chromedp/cdproto/emulation")
func TestShot(t *testing.T){
 c:=startChromium(t)
 shot := func(name string) { png, err := chromedp.Run(c.ctx, chromedp.CaptureScreenshot()); if err!=nil {t.Fatal(err)}; os.WriteFile("/tmp/webchat-"+name+".png", png, 0o644) }
 media := func(p emulation.SetEmulatedMediaParams) { c.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error { _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p); return err })) }
 size := func(w,h int64, s float64) { c.do(chromedp.EmulateViewport(w,h,chromedp.EmulateMobile, chromedp.EmulateScale(s))) }
 size(360,740,2)
 screens["greeting"](c); shot("greeting")
 c.follow(chromedp.SendKeys("#text", "je cherche une aide pour vivre et faire garder ma fille\r")); shot("advice")
 size(360,2300,1); c.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("details").open = true; scrollTo(0,0)`)); shot("advice-full")
 media(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name:"prefers-color-scheme",Value:"dark"}}})
 size(360,1100,1); c.do(chromedp.Sleep(300000000)); shot("advice-dark")
 media(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name:"prefers-color-scheme",Value:"light"}}})
 size(1200,1000,1); c.do(chromedp.Sleep(300000000)); shot("advice-wide")
 media(emulation.SetEmulatedMediaParams{Media:"print"})
 size(720,1000,1); c.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0,0)`), chromedp.Sleep(300000000)); shot("advice-print")
 media(emulation.SetEmulatedMediaParams{})
 size(360,740,2); screens["nowhere"](c); shot("nowhere")
 screens["alarm"](c); shot("alarm")
}
