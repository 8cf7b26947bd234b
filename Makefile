# Asks the bot again for all that docs/gallery shows, and draws it. Needs Go,
# Node.js and Debian's chromium.
.PHONY: gallery
gallery:
	go test ./cmd/bot -run TestGallery -count=1 -update
	cd docs/picture && npm ci && node picture.mjs ../gallery
