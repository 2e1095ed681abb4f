namespace Unroll.Audio.Features;

/// <summary>The height of the triangles of mel bands.</summary>
public enum MelNormalization
{
    /// <summary>Triangles of area 1 in hertz, so that wide bands are no louder (Slaney 1998), as in librosa.</summary>
    Slaney,

    /// <summary>Triangles of height 1, as in torchaudio.</summary>
    None,
}
