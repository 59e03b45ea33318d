package webchat

import (
	"context"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/flows"
	"passerelle/internal/chat"
	"passerelle/internal/content"
	"passerelle/internal/source"
	"passerelle/internal/vault"
	"passerelle/locales"
	"passerelle/storage"
)

func realChat(t *testing.T) *chat.Chat {
	c, faults := content.Load(content.Sources{Flows: []source.Layer{{FS: flows.FS}}, Locales: []source.Layer{{FS: locales.FS}}})
	t.Log(len(faults), "faults")
	dir := t.TempDir()
	st, err := storage.Open(context.Background(), dir+"/x.db")
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(dir+"/keys", false)
	if err != nil {
		t.Fatal(err)
	}
	return chat.New(chat.Config{Content: c, Store: st, Vault: v, KeepHours: 24})
}

func TestScratch(t *testing.T) {
	srv := httptest.NewServer(New(Config{Chat: realChat(t)}))
	defer srv.Close()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	actx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(actx)
	defer cancel()
	var _ = os.Args
	shot := func(name string, full bool) {
		a := chromedp.CaptureScreenshot()
		if full {
			a = chromedp.FullScreenshot(100)
		}
		png, err := chromedp.Run(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/webchat-"+name+".png", png, 0o644)
	}
	_ = shot
	run := func(a ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, a...); err != nil {
			t.Fatal(err)
		}
	}
	go1 := func(a chromedp.Action[chromedp.Void]) {
		t.Helper()
		r, err := chromedp.RunResponse(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(r.Status)
	}
	say := func(words string) { go1(chromedp.SendKeys("#text", words+"\r")) }
	tap := func(n string) { go1(chromedp.Click(n)) }
	dark := func(scheme string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			return err
		})
	}
	run(chromedp.EmulateViewport(360, 740, chromedp.EmulateScale(2)), chromedp.Navigate(srv.URL))
	say("je veux le rsa")
	tap(".choices button:last-of-type")
	tap(".choices button:last-of-type")
	for range 3 {
		_, err := chromedp.Run(ctx, chromedp.NavigateBack())
		s, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href+' '+document.title+' '+document.body.innerText.slice(0,300)"))
		t.Log(err, s)
	}
}
