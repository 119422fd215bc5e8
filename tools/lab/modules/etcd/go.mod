module airkust.dev/lab/etcd

go 1.26

tool go.etcd.io/etcd/server/v3
