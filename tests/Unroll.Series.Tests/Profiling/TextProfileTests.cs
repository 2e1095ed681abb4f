using System.Text;
using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Profiling;

public sealed class TextProfileTests : IDisposable
{
    private const string Verse = "Who goes there, in the night?\nNobody; only the wind\nthat never sleeps,\n\nand the rain.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_counted_in_characters_lines_and_words_whatever_its_encoding()
    {
        string verse = Verse.Replace("night", "nüit", StringComparison.Ordinal);
        string text = string.Concat(Enumerable.Repeat(verse, 10)).Replace("\n", "\r\n");
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.Latin1])
        {
            File.WriteAllText(_folder.In("a.txt"), text, encoding);

            TextProfile profile = TextProfile.Find(_folder.In("a.txt"))!;

            Assert.Equal(encoding.WebName, profile.Encoding);
            Assert.Equal((10 * (Verse.Length - 1), 50, 10, 28), (profile.Characters, profile.Lines, profile.EmptyLines,
                profile.LongestLine));
            Assert.Equal(text.Replace("\r\n", "\n").Distinct().Count(), profile.DistinctCharacters);
            Assert.Equal(10 * 21, profile.Words);
            Assert.Equal(" ", profile.Frequent[0].Key);
            Assert.False(profile.IsList);
        }
    }

    [Theory]
    [InlineData("Ada {0}", true)]
    [InlineData("This is the sentence with the word {0}.", true)]
    [InlineData("the rain goes on and on, {0},", false)]
    public void Lists_of_names_and_of_sentences_are_told_from_running_text(string line, bool isList)
    {
        string[] words = ["low", "hill", "stone", "brook", "wood"];
        _folder.Write("a.txt", string.Concat(
            Enumerable.Range(0, 50).Select(i => string.Format(null, line, words[i % 5] + words[i / 10]) + "\n")));

        Assert.Equal(isList, TextProfile.Find(_folder.In("a.txt"))!.IsList);
    }

    [Theory]
    [InlineData("a.csv", "name,mood\nAda,good\nBen,bad\n")]
    [InlineData("a.txt", "1.5 2.5\n3.5 4.5\n")]
    [InlineData("a.jsonl", "{\"text\": \"hello\"}\n{\"text\": \"you\"}\n")]
    [InlineData("a", "@relation words\nfor you\nand me\n")]
    [InlineData("a.txt", "")]
    public void Tables_series_and_other_formats_have_no_profile_of_a_text(string name, string content) =>
        Assert.Null(TextProfile.Find(_folder.Write(name, content)));
}
