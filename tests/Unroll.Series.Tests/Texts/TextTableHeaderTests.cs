using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Texts;

/// <summary>Tables of texts without a header, and of scripts without blanks.</summary>
public sealed class TextTableHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("messages.tsv", "{0}\tthis is the message number {1}\n")]
    [InlineData("news.csv", "{0},\"this is a message, number {1}\"\n")]
    public void A_first_line_whose_class_stands_again_is_no_header(string name, string line)
    {
        string path = _folder.Write(name, string.Concat(Enumerable.Range(0, 60).Select(
            i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i % 2 == 0 ? "ham" : "spam", i))));
        TextTableProfile profile = TextTableProfile.Find(path)!;
        Assert.Equal(("column-2", "column-1", 60), (profile.Column, profile.ClassColumn, profile.Texts));
        Assert.Equal(["ham", "spam"], profile.Classes.Select(found => found.Name).Order());

        // What is asked for by number is read so, however few rows there are.
        string few = _folder.Write("few-" + name, string.Format(System.Globalization.CultureInfo.InvariantCulture, line, "ham", 1));
        SeriesSet set = TextTableReader.Read(few, new() { TextColumns = ["column-2"] });
        Assert.Single(set.Items);
        Assert.Contains("message", set[0].Frame.Categories("column-2")![0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_stays_one()
    {
        string path = _folder.Write("header.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(
            i => $"this is a message number {i},{(i % 2 == 0 ? "ham" : "spam")}\n")));
        TextTableProfile found = TextTableProfile.Find(path)!;
        Assert.Equal(("text", "label", 40), (found.Column, found.ClassColumn, found.Texts));
    }

    [Theory]
    [InlineData("text", "label")]
    [InlineData("remark", "verdict")]
    public void A_header_stays_one_where_a_text_is_its_name(string text, string label)
    {
        string path = _folder.Write("named.csv", $"{text},{label}\n{text},ham\n" + string.Concat(Enumerable.Range(0, 40).Select(
            i => $"this is a message number {i},{(i % 2 == 0 ? "ham" : "spam")}\n")));
        TextTableProfile found = TextTableProfile.Find(path)!;
        Assert.Equal((text, label, 41), (found.Column, found.ClassColumn, found.Texts));
        Assert.Equal(["ham", "spam"], found.Classes.Select(name => name.Name).Order());
    }

    [Fact]
    public void Texts_without_blanks_are_told_by_their_characters()
    {
        string path = _folder.Write("reviews.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(
            i => $"{(i % 2 == 0 ? "这部电影非常好看 演员很棒" : "剧情无聊浪费时间不推荐")}{i},{(i % 2 == 0 ? "好评" : "差评")}\n")));
        TextTableProfile profile = TextTableProfile.Find(path)!;
        Assert.Equal(("text", "label", true), (profile.Column, profile.ClassColumn, profile.IsUnspaced));
        Assert.InRange(profile.MedianLength, 11, 16);
    }
}
