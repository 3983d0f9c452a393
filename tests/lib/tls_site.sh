#!/bin/sh
# SPDX-License-Identifier: MIT
# tls_site.sh DIR GOOD EXPIRED WRONG SELF PLAIN: a throw-away authority in
# DIR/ca.pem and an nginx with HTTP/2 on these ports of 127.0.0.1, in the
# foreground. Exits with 77 where openssl or nginx is missing.
set -eu
PATH=$PATH:/usr/sbin:/sbin
command -v openssl >/dev/null && command -v nginx >/dev/null || exit 77
dir=$1 good=$2 expired=$3 wrong=$4 self=$5 plain=$6
cd "$dir"
mkdir -p issued tmp www
: >index.txt
echo 01 >serial
cat >ca.cnf <<END
[ca]
default_ca = it
[it]
dir = .
new_certs_dir = issued
database = index.txt
serial = serial
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
END
{
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 \
		-subj "/CN=Test authority" -config ca.cnf -addext "basicConstraints=critical,CA:TRUE"
	# name, host, first day, last day
	issue() {
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.csr" \
			-subj "/CN=$2" -config ca.cnf -addext "subjectAltName=DNS:$2"
		openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in "$1.csr" \
			-out "$1.pem" -notext -startdate "$3" -enddate "$4"
	}
	issue good localhost 20200101000000Z 20490101000000Z
	issue expired localhost 20200101000000Z 20241102120000Z
	issue wrong elsewhere.example 20200101000000Z 20490101000000Z
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout self.key -out self.pem -days 2 \
		-subj "/CN=localhost" -config ca.cnf -addext "subjectAltName=DNS:localhost"
} >openssl.log 2>&1
awk 'BEGIN { for (i = 0; i < 3000; i++) print "line " i " of the feed" }' >www/feed.xml
dd if=/dev/urandom of=www/big.bin bs=1048576 count=3 2>/dev/null

site() {
	cat <<END
	server {
		listen 127.0.0.1:$1 ssl http2;
		ssl_certificate $dir/$2.pem;
		ssl_certificate_key $dir/$2.key;
		root $dir/www;
		location /protocol { return 200 "\$server_protocol"; }
		location /down { return 302 http://localhost:$plain/protocol; }
	}
END
}
cat >nginx.conf <<END
daemon off;
master_process off;
pid $dir/nginx.pid;
error_log $dir/error.log;
events { worker_connections 256; }
http {
	types { application/rss+xml xml; }
	access_log $dir/access.log;
	client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
	uwsgi_temp_path tmp; scgi_temp_path tmp;
	gzip on; gzip_types *; gzip_min_length 100; gzip_proxied any;
$(site "$good" good)
$(site "$expired" expired)
$(site "$wrong" wrong)
$(site "$self" self)
	server {
		listen 127.0.0.1:$plain;
		root $dir/www;
		location /protocol { return 200 "\$server_protocol"; }
		location /up { return 301 https://localhost:$good/feed.xml; }
	}
}
END
exec nginx -p "$dir" -c "$dir/nginx.conf"
