# rig.sh - sourced by tests: private servers that end with the test.
#
#   rig_begin          a folder for all of it in $rig; ends what was started at
#                      the end of the script
#   rig_alsa_file F    PortAudio plays as fast as it can, every sample into F
#   rig_jack FRAMES    a JACK server without a sound card, in real time
#   rig_pulse          a PulseAudio server whose only sink is its own monitor
#   rig_pipewire FRAMES  the same of PipeWire, reached through its libjack
#   rig_end_last       ends the server that was started last
#   rig_xvfb SIZE      an X server without a screen
#   rig_manager        a window manager on it, which gives windows no frames
#   rig_until COMMAND  waits until the command succeeds; after two minutes it never will

rig_begin() {
    rig=$(mktemp -d)
    rig_pids=()
    export XDG_RUNTIME_DIR=$rig XDG_CONFIG_HOME=$rig/config XDG_DATA_HOME=$rig/data JACK_NO_START_SERVER=1
    export JACK_NO_AUDIO_RESERVATION=1 LANGUAGE=en
    trap rig_end EXIT
}

rig_end() {
    set +e # a server that is gone already is no failure
    local pid
    for pid in "${rig_pids[@]}"; do kill "$pid" 2> /dev/null; done
    for pid in "${rig_pids[@]}"; do wait "$pid" 2> /dev/null; done
    rm -rf "$rig"
}

rig_until() {
    local end=$((SECONDS + 120))
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

# True if threads may have real-time priority here.
rig_may_hurry() { chrt --fifo 10 true 2> /dev/null; }

rig_jack() {
    # its threads end in the middle of a call, which ThreadSanitizer forbids
    [ -z "${RIG_NO_JACK:-}" ] || return 1
    printf 'pcm.default { type null }\n' > "$rig/alsa.conf"
    export ALSA_CONFIG_PATH=$rig/alsa.conf JACK_DEFAULT_SERVER=rig$$
    # it waits for its clients, so that no period is lost, unless costs are asked
    jackd ${RIG_JACK_MODE:---sync --timeout 4900} "$(rig_may_hurry && echo --realtime || echo --no-realtime)" --name "rig$$" --no-mlock -d dummy -r 48000 -p "$1" \
        < /dev/null > "$rig/jack.log" 2>&1 &
    rig_pids+=($!)
    rig_until jack_lsp -s "rig$$" || { cat "$rig/jack.log"; return 1; }
}

rig_end_last() {
    kill "${rig_pids[-1]}" 2> /dev/null
    wait "${rig_pids[-1]}" 2> /dev/null
    unset 'rig_pids[-1]'
}

rig_pulse() {
    command -v pulseaudio > /dev/null || return 1
    export HOME=$rig PULSE_SERVER=unix:$rig/pulse.socket PULSE_COOKIE=$rig/cookie
    export PULSE_RUNTIME_PATH=$rig/pulse PULSE_CLIENTCONFIG=/dev/null
    printf 'pcm.default { type pulse }\nctl.default { type pulse }\n' > "$rig/alsa.conf"
    export ALSA_CONFIG_PATH=$rig/alsa.conf
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        --realtime=no --log-target="file:$rig/pulse.log" \
        --load='module-null-sink sink_name=rig rate=48000 channels=2 format=float32le' \
        --load="module-native-protocol-unix auth-anonymous=1 socket=$rig/pulse.socket" \
        < /dev/null > "$rig/pulse.out" 2>&1 &
    rig_pids+=($!)
    rig_until pactl info || { cat "$rig/pulse.log" "$rig/pulse.out"; return 1; }
    pactl set-default-source rig.monitor
}

# Programs find its libjack before JACK's.
rig_pipewire() {
    local library
    [ -z "${RIG_NO_JACK:-}" ] && command -v pipewire wireplumber dbus-daemon > /dev/null || return 1
    library=$(dirname "$(find /usr/lib/*/pipewire-0.3/jack -name libjack.so.0 2> /dev/null | head -n 1)")
    [ -e "$library/libjack.so.0" ] || return 1
    export HOME=$rig PIPEWIRE_RUNTIME_DIR=$rig LD_LIBRARY_PATH=$library
    export PIPEWIRE_LATENCY=$1/48000
    printf 'pcm.default { type null }\n' > "$rig/alsa.conf"
    export ALSA_CONFIG_PATH=$rig/alsa.conf
    cat > "$rig/pipewire.conf" << C
context.properties = { default.clock.rate = 48000 default.clock.quantum = $1 core.daemon = true core.name = pipewire-0 support.dbus = false mem.mlock-all = false }
context.spa-libs = { audio.convert.* = audioconvert/libspa-audioconvert support.* = support/libspa-support }
context.modules = [
  { name = libpipewire-module-rt args = { rt.prio = 60 rtportal.enabled = false rtkit.enabled = false } flags = [ ifexists nofail ] }
  { name = libpipewire-module-protocol-native } { name = libpipewire-module-metadata }
  { name = libpipewire-module-spa-node-factory } { name = libpipewire-module-client-node }
  { name = libpipewire-module-access } { name = libpipewire-module-adapter }
  { name = libpipewire-module-link-factory } { name = libpipewire-module-session-manager } ]
context.objects = [
  { factory = spa-node-factory args = { factory.name = support.node.driver node.name = Dummy-Driver node.group = pipewire.dummy priority.driver = 20000 } }
  { factory = adapter args = { factory.name = support.null-audio-sink node.name = rig media.class = Audio/Sink object.linger = true audio.position = [ FL FR ] audio.rate = 48000 monitor.channel-volumes = false } } ]
C
    dbus-daemon --session --nofork --nopidfile --address="unix:path=$rig/bus" < /dev/null > "$rig/bus.log" 2>&1 &
    rig_pids+=($!)
    rig_until test -S "$rig/bus"
    pipewire -c "$rig/pipewire.conf" < /dev/null > "$rig/pipewire.log" 2>&1 &
    rig_pids+=($!)
    rig_until pw-cli info 0 || { cat "$rig/pipewire.log"; return 1; }
    DBUS_SESSION_BUS_ADDRESS=unix:path=$rig/bus wireplumber < /dev/null > "$rig/wireplumber.log" 2>&1 &
    rig_pids+=($!)
    rig_until sh -c 'jack_lsp | grep -q rig:playback_FR' || { cat "$rig/pipewire.log" "$rig/wireplumber.log"; return 1; }
}

rig_xvfb() { # rig_xvfb SIZE [-r]: with -r a key that a slow machine holds down does not repeat
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset "${@:2}" \
        3> "$rig/display" < /dev/null > "$rig/xvfb.log" 2>&1 &
    rig_pids+=($!)
    rig_until test -s "$rig/display" || { cat "$rig/xvfb.log"; return 1; }
    export DISPLAY=:$(< "$rig/display")
    unset WAYLAND_DISPLAY
}

rig_manager() {
    command -v openbox xprop > /dev/null || return 1
    printf '%s\n' '<?xml version="1.0" encoding="UTF-8"?>' \
        '<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>' \
        '<application class="*" name="*" type="*"><decor>no</decor>' \
        '<position force="yes"><x>0</x><y>0</y></position></application>' \
        '</applications></openbox_config>' > "$rig/openbox.xml"
    openbox --sm-disable --config-file "$rig/openbox.xml" < /dev/null > "$rig/openbox.log" 2>&1 &
    rig_pids+=($!)
    rig_until sh -c "xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'" ||
        { cat "$rig/openbox.log"; return 1; }
}
