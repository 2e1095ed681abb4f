using Unroll.Catalogue;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>Settings of tables of numbers where texts are read, and lists of files without the column of their paths.</summary>
public sealed class TextDataTests : IDisposable
{
    private const string Translate = "name: a\ntask: translate\ndata: {DATA}\nprepare: {steps: [tokenize]}\nencoder-decoder: {units: 4}\n";
    private const string Generate = "name: a\ntask: generate\ndata: {DATA}\nprepare: {steps: [tokenize]}\nmodel: [{dense: 2}]\n";
    private const string Classify = "name: a\ntask: classify\ndata: {DATA}\nprepare: {steps: [tokenize]}\nmodel: [{dense: 2}]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Translate, "file: a.csv, text: de, target: en, skip-lines-end: 3", "skip-lines-end", "a table of texts")]
    [InlineData(Translate, "file: a.csv, text: de, target: en, sort: true", "sort", "a table of texts")]
    [InlineData(Translate, "file: a.de, target-file: a.en, skip-lines: 1", "skip-lines", "lines of text")]
    [InlineData(Translate, "file: a.de, target-file: a.en, delimiter: tab", "delimiter", "lines of text")]
    [InlineData(Classify, "file: a.csv, text: say, class: kind, missing: [none]", "missing", "a table of texts")]
    [InlineData(Classify, "file: a.csv, text: say, class: kind, skip-lines: 2", "skip-lines", "a table of texts")]
    [InlineData(Generate, "file: a.txt, skip-lines: 10", "skip-lines", "a running text")]
    public void What_is_passed_over_is_refused(string recipe, string data, string key, string what)
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(
            () => RecipeReader.Parse(recipe.Edit("DATA", data), "a.yaml"));

        Assert.Contains($"field data.{key}: says how a table of numbers is read", refused.Message, StringComparison.Ordinal);
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Translate, "file: a.csv, text: de, target: en, delimiter: semicolon, encoding: utf-8")]
    [InlineData(Translate, "file: a.de, target-file: a.en, encoding: latin1")]
    [InlineData(Classify, "file: a.csv, text: say, class: kind, id: number, delimiter: tab")]
    [InlineData(Generate, "file: a.txt, encoding: utf-16")]
    public void What_says_how_texts_are_read_is_taken(string recipe, string data) =>
        Assert.NotNull(RecipeReader.Parse(recipe.Edit("DATA", data), "a.yaml"));

    [Fact]
    public void A_list_without_the_column_of_paths_is_told_at_its_key()
    {
        _folder.Write("list.csv", "recording,kind\na.csv,x\n");
        string recipe = _folder.Write(
            "list.yaml", "name: a\ntask: classify\ndata: {file: list.csv, path: file, class: kind}\nmodel: [{lstm: 2}, {dense: 2}]\n");

        InputException refused = Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(RecipeReader.Read(recipe)));

        Assert.Contains("field data.path: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("has no column 'file' with the paths of files. Its columns are: recording, kind.", refused.Message,
            StringComparison.Ordinal);
    }
}
