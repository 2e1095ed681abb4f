using System.Globalization;

namespace Unroll.Series.Texts;

/// <summary>Scripts whose words have no blanks between them: those of Chinese, Japanese, Thai, Lao, Khmer and Burmese.</summary>
internal static class UnspacedScripts
{
    private const double Most = 0.5;

    private static readonly (char First, char Last)[] _scripts =
    [
        ('\u0E00', '\u0EFF'), ('\u1000', '\u109F'), ('\u1780', '\u17FF'), ('\u3040', '\u30FF'), ('\u3400', '\u4DBF'),
        ('\u4E00', '\u9FFF'),
    ];

    /// <summary>The letters of a text that are of these scripts.</summary>
    /// <param name="text">The text.</param>
    public static int LettersIn(string text) => text.Count(letter => letter >= _scripts[0].First
        && Array.Exists(_scripts, script => letter >= script.First && letter <= script.Last));

    /// <summary>Whether most letters of texts are of these scripts.</summary>
    /// <param name="texts">The texts.</param>
    public static bool AreMost(IReadOnlyCollection<string> texts) =>
        texts.Sum(LettersIn) > Most * texts.Sum(text => text.Count(letter =>
            char.IsLetter(letter)
                || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));
}
