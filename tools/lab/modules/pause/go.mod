module airkust.dev/lab/pause

go 1.26
