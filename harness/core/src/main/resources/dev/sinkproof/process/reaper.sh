# Reads what to end from its standard input, one order a line, answers ok, and does it when the input ends.
trap '' INT TERM HUP QUIT PIPE

# When a process started: an id alone may have been given to another process since. Nothing for one that has ended, also
# when nobody has taken note of its end (a zombie).
started() {
  if [ -d /proc/self ]; then
    sed -n '$s/^.*) //p' "/proc/$1/stat" 2>/dev/null | sed '/^[ZX]/d' | cut -d ' ' -f 20
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr ' ' '_'
  fi
}

same() {
  [ -n "$2" ] && [ "$(started "$1")" = "$2" ]
}

# Ids of the PostgreSQL programs that have this data folder among their arguments.
postgres_on() {
  if [ -d /proc/self ]; then
    grep -lsF -e "$1" /proc/[0-9]*/cmdline | while IFS= read -r file; do
      arguments=$(tr '\000' '\n' <"$file" 2>/dev/null) || continue
      is_postgres_on "$1" "$arguments" || continue
      file=${file#/proc/}
      echo "${file%/cmdline}"
    done
  else
    ps -A -o pid= -o args= | while read -r id arguments; do
      is_postgres_on "$1" "$(printf '%s' "$arguments" | tr ' ' '\n')" && echo "$id"
    done
  fi
}

is_postgres_on() {
  program=${2%%"$newline"*}
  case ${program##*/} in
    postgres | pg_ctl | initdb) ;;
    *) return 1 ;;
  esac
  case "$newline$2$newline" in
    *"$newline$1$newline"*) return 0 ;;
    *) return 1 ;;
  esac
}

processes=''
folders=''
databases=''
newline='
'
while IFS= read -r order; do
  argument=${order#* }
  case $order in
    kill\ *) processes="$processes KILL:$argument:$(started "$argument")" ;;
    quit\ *) processes="$processes QUIT:$argument:$(started "$argument")" ;;
    postgres\ *) databases="$databases$argument$newline" ;;
    remove\ *) folders="$folders$argument$newline" ;;
  esac
  echo ok
done

ending=''
for entry in $processes; do
  signal=${entry%%:*}
  rest=${entry#*:}
  pid=${rest%%:*}
  birth=${rest#*:}
  if same "$pid" "$birth"; then
    if [ "$signal" = QUIT ]; then
      kill -CONT "$pid" 2>/dev/null
      kill -QUIT "$pid" 2>/dev/null
    else
      kill -KILL "$pid" 2>/dev/null
    fi
    ending="$ending $pid:$birth"
  fi
done

# A PostgreSQL that is just being started has not been registered by its id yet. What starts it goes first.
printf '%s' "$databases" | while IFS= read -r folder; do
  tries=0
  found=$(postgres_on "$folder")
  while [ -n "$found" ] && [ "$tries" -lt 50 ]; do
    for pid in $found; do
      kill -CONT "$pid" 2>/dev/null
      kill -QUIT "$pid" 2>/dev/null
    done
    sleep 0.1 2>/dev/null || sleep 1
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || kill -KILL $found 2>/dev/null
    found=$(postgres_on "$folder")
  done
done

# Whatever still runs may still write to the folders. All of them together have five seconds.
tries=0
for entry in $ending; do
  pid=${entry%%:*}
  birth=${entry#*:}
  while same "$pid" "$birth" && [ "$tries" -lt 50 ]; do
    sleep 0.1 2>/dev/null || sleep 1
    tries=$((tries + 1))
  done
  if same "$pid" "$birth"; then
    kill -KILL "$pid" 2>/dev/null
  fi
done

printf '%s' "$folders" | while IFS= read -r folder; do
  rm -rf -- "$folder" || { sleep 1; rm -rf -- "$folder"; }
done
