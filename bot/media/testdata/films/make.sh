#!/bin/sh
# Makes the films and sounds of this folder anew, with Debian's ffmpeg: each says in every
# way ffmpeg knows where it was taken and by what. packets.txt says where in them, by
# ffprobe, picture and sound lie.
set -e
place="+29.1111+119.6222/"
say() {
	out=$1; shift
	ffmpeg -v error -y -f lavfi -i testsrc=duration=1:size=64x48:rate=4 -f lavfi -i sine=duration=1:sample_rate=16000 $text \
		-metadata location=$place -metadata com.apple.quicktime.location.ISO6709=$place -metadata make=SecretPhone -metadata title=SecretPhone \
		-metadata comment=SecretPhone -b:a 12k -ac 1 "$@" -fflags +bitexact "$out"
}
printf '1\n00:00:00,000 --> 00:00:01,000\nGPS(%s) SecretPhone\n\n' "$place" > track.srt
text=""
say phone.mp4 -c:v libx264 -crf 40 -c:a aac -movflags +faststart
say phone.mov -c:v libx264 -crf 40 -c:a aac -movflags use_metadata_tags
say pieces.mp4 -c:v libx264 -crf 40 -c:a aac -movflags frag_keyframe+empty_moov+default_base_moof
say phone.webm -c:v libvpx -crf 50 -c:a libopus
say phone.mkv -c:v libx264 -crf 40 -c:a aac
say old.avi -c:v mpeg4 -q:v 31 -c:a mp2 -ar 16000 -b:a 16k
say note.wav -map 1 -t 0.05 -c:a pcm_s16le
say note.ogg -map 1 -c:a libopus
say song.ogg -map 1 -c:a libvorbis -ar 16000 -b:a 32k
text="-i track.srt"
say drone.mp4 -map 0 -map 1 -map 2 -c:v libx264 -crf 40 -c:a aac -c:s mov_text
rm track.srt
for f in *.mp4 *.mov *.webm *.mkv *.avi *.wav; do
	ffprobe -v error -show_entries packet=codec_type,pos,size -of csv=p=0 "$f" | grep -E '^(video|audio)' | sed "s/,*$//; s/^/$f,/"
done > packets.txt
