// A HashiCorp Vault for tests: its core with the transit engine and the AppRole login, in memory, unsealed, on a loopback
// address. It prints the address and the root token, and ends when its input ends.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/vault/builtin/credential/approle"
	"github.com/hashicorp/vault/builtin/logical/transit"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

const (
	engine = "transit"
	login  = "approle"
)

// What this Vault has of what the whole one has built in.
type parts struct{}

func (parts) Contains(name string, kind consts.PluginType) bool {
	return name == engine && kind == consts.PluginTypeSecrets || name == login && kind == consts.PluginTypeCredential
}

func (its parts) Get(name string, kind consts.PluginType) (func() (interface{}, error), bool) {
	factory := map[string]logical.Factory{engine: transit.Factory, login: approle.Factory}[name]
	return func() (interface{}, error) { return factory, nil }, its.Contains(name, kind)
}

func (parts) Keys(kind consts.PluginType) []string {
	return map[consts.PluginType][]string{consts.PluginTypeSecrets: {engine}, consts.PluginTypeCredential: {login}}[kind]
}

func (its parts) DeprecationStatus(name string, kind consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Supported, its.Contains(name, kind)
}

func main() {
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

func serve() error {
	logger := hclog.New(&hclog.LoggerOptions{Level: hclog.Warn, Output: os.Stderr})
	storage, err := inmem.NewInmem(nil, logger)
	if err != nil {
		return err
	}
	core, err := vault.NewCore(&vault.CoreConfig{
		Physical:           storage,
		Logger:             logger,
		DisableMlock:       true,
		BuiltinRegistry:    parts{},
		LogicalBackends:    map[string]logical.Factory{engine: transit.Factory},
		CredentialBackends: map[string]logical.Factory{login: approle.Factory},
	})
	if err != nil {
		return err
	}
	shares := &vault.SealConfig{SecretShares: 1, SecretThreshold: 1}
	made, err := core.Initialize(context.Background(), &vault.InitParams{BarrierConfig: shares, RecoveryConfig: nil})
	if err != nil {
		return err
	}
	for _, share := range made.SecretShares {
		if _, err := core.Unseal(share); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	fmt.Printf("http://%s,%s\n", listener.Addr(), made.RootToken)
	return http.Serve(listener, vaulthttp.Handler.Handler(&vault.HandlerProperties{Core: core}))
}
