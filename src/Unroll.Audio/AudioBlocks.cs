using Unroll.Audio.Features;
using Unroll.Audio.Reading;
using Unroll.Series.Preparing;
using Unroll.Series.Reading;

namespace Unroll.Audio;

/// <summary>The building blocks of sound: the format of WAV files, and the steps <c>log-mel</c> and <c>mfcc</c>.</summary>
/// <example>
/// <code>
/// AudioBlocks.Register();
/// FolderOptions options = new() { Names = FileNamePattern.Parse("{digit}_*"), ClassField = "digit" };
/// SeriesSet digits = FolderReader.Read("recordings", options);
/// </code>
/// </example>
public static class AudioBlocks
{
    /// <summary>
    /// Registers them, once for the program, before recipes, files or saved runs with sound are read; a second time changes nothing.
    /// </summary>
    public static void Register()
    {
        FileFormat.Catalogue.Register(WavFormat.Entry);
        PreparingStep.Catalogue.Register(LogMelStep.Entry);
        PreparingStep.Catalogue.Register(MfccStep.Entry);
    }
}
