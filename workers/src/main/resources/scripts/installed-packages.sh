# ohmykube: installed-packages
# Prints "unpacker zstd" or "unpacker tar", then "package <name> <digest>" for each package whose files are all there.
if command -v zstd >/dev/null; then echo unpacker zstd; else echo unpacker tar; fi
for record in /var/lib/ohmykube/packages/*; do
  [ -f "$record" ] || continue
  {
    read -r digest
    whole=yes
    while IFS= read -r file; do
      [ -e "/$file" ] || [ -L "/$file" ] || whole=no
    done
  } < "$record"
  [ "$whole" = no ] || echo "package $(basename "$record") $digest"
done
