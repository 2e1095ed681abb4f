using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Profiling;

public sealed class TextTableProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("questions.tsv", "number\tquestion\tintent", "{0}\twhat is the {1} today?\t{2}", "tsv")]
    [InlineData("questions.csv", "number,question,intent", "{0},\"what is the {1}, today?\",{2}", "csv")]
    [InlineData("questions.jsonl", null, "{{\"number\": {0}, \"question\": \"what is the {1} today?\", \"intent\": "
        + "\"{2}\"}}", "json-lines")]
    public void A_table_of_texts_is_told_by_its_columns(string name, string? header, string row, string format)
    {
        string[] things = ["weather", "time", "news", "price of milk"];
        string[] rows = [.. Enumerable.Range(0, 40).Select(number => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, row, number, $"{things[number % 4]} in place "
                + $"{number}", number % 4 < 2 ? "ask" : "shop"))];
        TextTableProfile profile = TextTableProfile.Find(_folder.Write(name,
            string.Join('\n', header is null ? rows : [header, .. rows])))!;

        Assert.Equal((format, "question", "intent", 40), (profile.Format, profile.Column, profile.ClassColumn, profile.Texts));
        Assert.Equal([new ClassCount("ask", 20), new ClassCount("shop", 20)], profile.Classes);
        Assert.False(profile.IsOfWords);
        Assert.InRange(profile.MedianLength, 8, 11);
        Assert.Equal("number", TextTableProfile.Find(profile.Path, "number")!.ClassColumn);
    }

    [Fact]
    public void Classes_are_found_where_rows_are_sorted_by_them()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 3000).Select(number => $"a text of number "
            + $"{number}\t{(number < 1500 ? "yes" : "no")}"));
        Assert.Equal(2, TextTableProfile.Find(_folder.Write("sorted.tsv", $"text\tanswer\n{rows}\n"))!.Classes.Count);
    }

    [Fact]
    public void Sentences_of_a_word_a_line_are_told_by_empty_lines()
    {
        string sentences = string.Join("\n\n", Enumerable.Range(0, 30).Select(number => $"the\tDET\ncat{number}\tNOUN\nsleeps\tVERB"));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("words.tsv", $"word\ttag\n{sentences}\n"))!;

        Assert.True(profile.IsOfWords);
        Assert.Equal(("word", "tag", 30, 90, 32),
            (profile.Column, profile.ClassColumn, profile.Texts, profile.Words, profile.DistinctWords));
        Assert.Equal(["DET", "NOUN", "VERB"], profile.Classes.Select(count => count.Name));
        Assert.Equal(3, profile.MedianLength);
    }

    [Theory]
    [InlineData("series.csv", "date,load", "2020-01-{0:00},{0}")]
    [InlineData("notes.csv", "date,note,kind", "2020-01-{0:00},a note of day {0},a")]
    [InlineData("numbers.tsv", "a\tb", "{0}\t1")]
    [InlineData("names.csv", "city,country", "City {0},Here")]
    public void Series_and_other_tables_are_none(string name, string header, string row)
    {
        string rows = string.Join('\n', Enumerable.Range(1, 28).Select(
            number => string.Format(System.Globalization.CultureInfo.InvariantCulture, row, number)));
        Assert.Null(TextTableProfile.Find(_folder.Write(name, $"{header}\n{rows}\n")));
    }

    [Fact]
    public void A_missing_or_an_empty_file_is_none()
    {
        Assert.Null(TextTableProfile.Find(_folder.In("nowhere.tsv")));
        Assert.Null(TextTableProfile.Find(_folder.Write("empty.tsv", "")));
    }

    [Theory]
    [InlineData("words.conll")]
    [InlineData("words.iob")]
    [InlineData("words.txt")]
    [InlineData("words.tags")]
    public void Sentences_of_a_word_a_line_may_have_any_name(string name)
    {
        string sentences = string.Join("\n\n", Enumerable.Range(0, 30).Select(
            number => $"the\tDET\n{(char)('a' + number)}\tNOUN\nis\tVERB"));
        string path = _folder.Write(name, $"word\ttag\n{sentences}\n");
        Assert.Equal(("word", "tag", 30), TextTableProfile.Find(path) is { IsOfWords: true } profile
            ? (profile.Column, profile.ClassColumn, profile.Texts) : default);
    }

    [Theory]
    [InlineData("sets.tsv", "text\ttopics\n", "a text of number {0}\t{1}", ";")]
    [InlineData("sets.csv", "text,topics\n", "a text of number {0},\"{2}\"", ",")]
    [InlineData("sets.jsonl", "", "{{\"text\": \"a text of number {0}\", \"topics\": {3}}}", ";")]
    public void Sets_of_labels_are_told_from_classes(string name, string header, string row, string separator)
    {
        string[][] sets = [["very good", "long"], ["very good"], ["long"], []];
        string rows = string.Join('\n', Enumerable.Range(0, 40).Select(number => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, row, number, string.Join(';', sets[number % 4]),
            string.Join(", ", sets[number % 4]), System.Text.Json.JsonSerializer.Serialize(sets[number % 4]))));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write(name, header + rows + "\n"))!;

        Assert.Equal(("text", "topics", separator), (profile.Column, profile.ClassColumn, profile.ClassSeparator));
        Assert.Equal([new ClassCount("long", 20), new ClassCount("very good", 20)], profile.Classes);
        Assert.Equal(10, profile.WithoutClass);
    }

    [Fact]
    public void Classes_with_a_comma_in_them_are_no_sets()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(
            number => $"a text of number {number}\t{(number % 2 == 0 ? "toys, games" : "books")}\n"));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("shop.tsv", $"text\tlabel\n{rows}"))!;
        Assert.Null(profile.ClassSeparator);
        Assert.Equal(["books", "toys, games"], profile.Classes.Select(count => count.Name));
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("bad", "good")]
    public void Texts_may_come_several_times(string bad, string good)
    {
        string rows = string.Concat(Enumerable.Range(0, 120).Select(
            number => $"the film was number {number % 12},{(number % 2 == 0 ? bad : good)}\n"));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("often.csv", $"text,label\n{rows}"))!;
        Assert.Equal(("text", "label"), (profile.Column, profile.ClassColumn));
    }

    [Theory]
    [InlineData("nr,body", "{0},the story of number {0}", "body")]
    [InlineData("title", "story {0}", "title")]
    public void Texts_without_a_class_stand_alone(string header, string row, string column)
    {
        string rows = string.Join('\n', Enumerable.Range(5, 40).Select(
            number => string.Format(System.Globalization.CultureInfo.InvariantCulture, row, number)));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("alone.csv", $"{header}\n{rows}\n"))!;
        Assert.Equal((column, (string?)null, 40), (profile.Column, profile.ClassColumn, profile.Texts));
        Assert.True(profile.Characters > 40 * "story".Length);
    }

    [Fact]
    public void A_remark_beside_numbers_is_no_text_to_generate()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(number => $"{number * number},a remark of number {number}\n"));
        Assert.Null(TextTableProfile.Find(_folder.Write("remarks.csv", $"load,remark\n{rows}")));
    }

    [Fact]
    public void Rows_without_a_text_are_counted()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(
            number => $"{(number == 3 ? "" : $"a text of number {number}")}\t{(number % 2 == 0 ? "a" : "b")}\n"));
        Assert.Equal(1, TextTableProfile.Find(_folder.Write("gap.tsv", $"text\tlabel\n{rows}"))!.EmptyTexts);
    }
}
