namespace Unroll.Audio.Features;

/// <summary>The mel scale, on which pitches are as far apart as they are heard to be.</summary>
public enum MelScale
{
    /// <summary>Linear below 1,000 Hz and logarithmic above (Slaney 1998), as in librosa.</summary>
    Slaney,

    /// <summary>2595·log₁₀(1 + f/700), as in HTK and torchaudio.</summary>
    Htk,
}
