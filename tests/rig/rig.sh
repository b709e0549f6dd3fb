# rig.sh - sourced by tests: private servers that end with the test.
#
#   rig_begin          a folder for all of it in $rig; ends what was started at
#                      the end of the script
#   rig_alsa_file F    PortAudio plays as fast as it can, every sample into F
#   rig_jack FRAMES    a JACK server without a sound card, in real time
#   rig_xvfb SIZE      an X server without a screen
#   rig_until COMMAND  waits until the command succeeds, at most 20 s

rig_begin() {
    rig=$(mktemp -d)
    rig_pids=()
    export XDG_RUNTIME_DIR=$rig XDG_CONFIG_HOME=$rig/config JACK_NO_START_SERVER=1
    export JACK_NO_AUDIO_RESERVATION=1
    trap rig_end EXIT
}

rig_end() {
    local pid
    for pid in "${rig_pids[@]}"; do kill "$pid" 2> /dev/null; done
    for pid in "${rig_pids[@]}"; do wait "$pid" 2> /dev/null; done
    rm -rf "$rig"
}

rig_until() {
    local end=$((SECONDS + 20))
    until "$@" > /dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        read -rt 0.02 <> <(:) || true
    done
}

# ALSA's whole configuration: nothing but these devices exists.
rig_alsa_file() {
    printf 'pcm.default { type file slave.pcm { type null } file "%s" format "raw" perm 384 }\n' \
        "$1" > "$rig/alsa.conf"
    export ALSA_CONFIG_PATH=$rig/alsa.conf
}

rig_jack() {
    # its threads end in the middle of a call, which ThreadSanitizer forbids
    [ -z "${RIG_NO_JACK:-}" ] || return 1
    printf 'pcm.default { type null }\n' > "$rig/alsa.conf"
    export ALSA_CONFIG_PATH=$rig/alsa.conf JACK_DEFAULT_SERVER=rig$$
    jackd --sync --timeout 5000 --no-realtime --name "rig$$" --no-mlock -d dummy -r 48000 -p "$1" \
        < /dev/null > "$rig/jack.log" 2>&1 &
    rig_pids+=($!)
    rig_until jack_lsp -s "rig$$" || { cat "$rig/jack.log"; return 1; }
}

rig_xvfb() {
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset \
        3> "$rig/display" < /dev/null > "$rig/xvfb.log" 2>&1 &
    rig_pids+=($!)
    rig_until test -s "$rig/display" || { cat "$rig/xvfb.log"; return 1; }
    export DISPLAY=:$(< "$rig/display")
    unset WAYLAND_DISPLAY
}
