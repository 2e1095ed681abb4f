using System.Text;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Texts;

/// <summary>Bytes that are no text are refused as such, and texts in any encoding are read as before.</summary>
public sealed class PlainTextTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    public static TheoryData<Action<string>> Readers => [
        path => TextFileReader.Read(path), path => TextTableReader.Read(path, new()), path => ConllReader.Read(path, new()),
    ];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Random_bytes_without_zeros_are_refused(Action<string> read)
    {
        RandomStream random = new(7);
        File.WriteAllBytes(_path, [.. Enumerable.Range(0, 30_000).Select(_ => (byte)(1 + (random.NextUInt64() % 255)))]);

        Assert.Contains(
            "has bytes that are no text", Assert.ThrowsAny<InputException>(() => read(_path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    [InlineData("ibm866")]
    [InlineData("shift_jis")]
    [InlineData("gb18030")]
    [InlineData("iso-2022-jp")]
    public void Texts_in_other_encodings_are_read_whether_these_are_named_or_not(string name)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        string line = name switch
        {
            "windows-1251" or "koi8-r" or "ibm866" => "\u041c\u043e\u0440\u043e\u0437 \u0438 \u0441\u043e\u043b\u043d\u0446\u0435\n",
            "shift_jis" or "gb18030" or "iso-2022-jp" => "\u65e5\u672c\u8a9e\u306e\u6587\n",
            _ => "Gr\u00fc\u00dfe an alle\n",
        };
        string text = string.Concat(Enumerable.Repeat(line, 200));

        // What cannot be told apart is read as Windows-1252 where Latin-1 has control characters.
        Encoding read = name switch
        {
            "ibm866" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            "iso-2022-jp" => Encoding.ASCII,
            _ => encoding,
        };
        File.WriteAllBytes(_path, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        Assert.Equal(text, TextFileReader.ReadText(_path, name));
        Assert.Equal(read.GetString(encoding.GetBytes(text)), TextFileReader.ReadText(_path));
        Assert.Equal(200, TextTableReader.Read(_path, new() { Encoding = name }).Count);
    }

    [Fact]
    public void Separators_colours_and_page_breaks_are_text()
    {
        string text = string.Concat(Enumerable.Repeat("a\u001fb\u001e\u001b[31mred\u001b[0m\f\u001a\n", 50));
        File.WriteAllText(_path, text);

        Assert.Equal(text.ReplaceLineEndings("\n"), TextFileReader.ReadText(_path));
    }
}
