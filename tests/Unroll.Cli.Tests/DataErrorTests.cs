namespace Unroll.Cli.Tests;

/// <summary>What does not fit between a recipe and its data is told with the recipe's line and field, and what may be meant.</summary>
public sealed class DataErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("target: load", "target: laod", "line 6, column 11, field data.target", "no column 'laod'. Did you mean 'load'?")]
    [InlineData("time: date", "time: dat", "line 5, column 9, field data.time", "Did you mean 'date'?")]
    [InlineData("unit: MW", "past-covariates: [tmp]", "line 7, column 20, field data.past-covariates", "no column 'tmp'")]
    [InlineData("unit: MW", "id: shop", "line 7, column 7, field data.id", "no column 'shop'")]
    [InlineData("unit: MW", "time-zone: Europe/Berln", "field data.time-zone", "Did you mean 'Europe/Berlin'?")]
    [InlineData("unit: MW", "encoding: utf8x", "line 7, column 13, field data.encoding", "utf-8")]
    [InlineData("time: date", "date-format: QQ", "line 5, column 16, field data.date-format", "QQ")]
    [InlineData("unit: MW", "skip-lines: 900", "field data.skip-lines", "900 lines")]
    [InlineData("file: tiny.csv", "file: tny.csv", "line 4, column 9, field data.file", "Did you mean 'tiny.csv'?")]
    [InlineData("file: tiny.csv", "dataset: enrgy", "line 4, column 12, field data.dataset", "Did you mean \"energy\"?")]
    [InlineData("train: 0.7", "train: 0.002", "line 11, column 8, field split", "160 rows are too few for shares of 0.002")]
    [InlineData("length: 7", "length: 150", "line 10, column 9, field window", "No window fits")]
    [InlineData("train: 0.7, validation: 0.15, test: 0.15", "train: 2018, validation: 2020-03, test: 2020-04",
        "line 11, column 16, field split.train", "2018-01-01 to 2018-12-31, has no rows")]
    [InlineData("validation: 0.15", "val: 0.15", "field split.val", "Did you mean \"validation\"?")]
    [InlineData("scale: standard", "scale: {columns: [laod]}", "field prepare.steps[1]", "'laod'")]
    public void An_error_names_the_line_and_the_field_of_the_recipe(string given, string wrong, params string[] told) =>
        CliRun.Of(["summary", TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe.Edit(given, wrong))])
            .AssertRefused(["tiny.yaml, line", .. told]);

    [Theory]
    [InlineData("class: lable", "field data.class", "Did you mean 'label'?")]
    [InlineData("class: x", "field data.class", "must not change within series")]
    [InlineData("class: same", "field data.class", "All series are of the class")]
    [InlineData("class: label, channels: [xx]", "field data.channels", "Did you mean 'x'?")]
    public void So_does_an_error_of_a_classification(string data, params string[] told)
    {
        _folder.Write("c.csv", "id,x,label,same\n" + string.Concat(Enumerable.Range(0, 40).Select(
            row => $"s{row / 2},{row},{(row / 2 % 2 == 0 ? "a" : "b")},a\n")));
        string recipe = _folder.Write(
            "c.yaml", $"name: c\ntask: classify\ndata: {{file: c.csv, id: id, {data}}}\nmodel: [{{gru: 2}}, {{dense: 2}}]\n");

        CliRun.Of(["summary", recipe]).AssertRefused(["c.yaml, line 3, column", .. told]);
    }

    [Fact]
    public void A_column_of_json_lines_too()
    {
        _folder.Write("tiny.csv", "");
        _folder.Write("tiny.jsonl", "{\"date\": \"2020-01-01\", \"load\": 1}\n{\"date\": \"2020-01-02\", \"load\": 2}\n");
        string recipe = _folder.Write(
            "tiny.yaml", TinySeries.Recipe.Edit("file: tiny.csv", "file: tiny.jsonl").Edit("target: load", "target: laod"));

        CliRun.Of(["summary", recipe]).AssertRefused("tiny.yaml, line 6, column 11, field data.target", "Did you mean 'load'?");
    }

    [Fact]
    public void What_a_forecast_cannot_use_is_told_with_its_line_of_the_file()
    {
        string recipe = TinySeries.WriteTo(_folder), run = _folder.In("run");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);
        string[] lines = TinySeries.Csv().TrimEnd().Split('\n');
        lines[157] = lines[157].Split(',')[0] + ",";
        string gap = _folder.Write("gap.csv", "# of a plant\n" + string.Join('\n', lines) + "\n");

        CliRun.Of(["forecast", run, "--data", gap]).AssertRefused("'load' on 2020-06-05 (line 159) is missing", "impute");
        CliRun.Of(["evaluate", run, "--data", gap]).AssertRefused("'load' on 2020-06-05 (line 159) is missing");
        lines[157] = lines[157].Split(',')[0] + ",high";
        CliRun.Of(["forecast", run, "--data", _folder.Write("gap.csv", string.Join('\n', lines) + "\n")])
            .AssertRefused("gap.csv, line 158, column 'load': got 'high'");
    }

    [Theory]
    [InlineData("classify", "class: label", "dense: {units: 2, activation: softmax}")]
    [InlineData("regress", "target: y", "dense: 1")]
    public void So_is_what_a_classification_or_regression_cannot_use(string task, string answer, string last)
    {
        string header = "id,x,label,y\n";
        string[] rows = [.. Enumerable.Range(0, 200).Select(row => $"s{row / 5},{row % 9},{"ab"[row / 5 % 2]},{row / 5}\n")];
        _folder.Write("c.csv", header + string.Concat(rows));
        string recipe = _folder.Write("c.yaml", $$"""
            name: c
            task: {{task}}
            data: {file: c.csv, id: id, {{answer}}, channels: [x]}
            model: [{gru: 2}, {{{last}}}]
            train: {epochs: 1}
            """);
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", _folder.In("run")]).ExitCode);
        rows[57] = "s11,,b,11\n";
        string gap = _folder.Write("gap.csv", header + string.Concat(rows));

        CliRun.Of([task, _folder.In("run"), "--data", gap]).AssertRefused("'x' in row 2 (line 59) of series 's11' is missing");
    }

    [Fact]
    public void A_file_in_the_place_of_the_recipes_is_named_itself()
    {
        string recipe = TinySeries.WriteTo(_folder);
        CliRun run = CliRun.Of(["train", recipe, "--data", _folder.In("no.csv"), "--out", _folder.In("run")]);

        run.AssertRefused("There is no file", "no.csv");
        Assert.DoesNotContain("tiny.yaml", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Horizons_that_cannot_be_are_refused_in_one_sentence() =>
        CliRun.Of(["forecast", _folder.Path, "--data", "x.csv", "--horizon", "0"])
            .AssertRefused("--horizon is \"0\", but must be a whole number from 1 to");

    [Fact]
    public void A_table_is_no_recipe()
    {
        TinySeries.WriteTo(_folder);
        CliRun.Of(["summary", _folder.In("tiny.csv")]).AssertRefused("tiny.csv is no recipe", "unroll inspect");
    }

    [UnixFact]
    public void A_pipe_as_a_model_is_refused_without_waiting()
    {
        string recipe = TinySeries.WriteTo(_folder), run = _folder.In("run"), model = Path.Combine(run, "model.safetensors");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);
        File.Delete(model);
        UnixFactAttribute.MakePipe(model);

        CliRun.Of(["summary", run]).AssertRefused("model.safetensors is empty, or no file but a pipe");
        InputException refused = Assert.Throws<InputException>(() => Unroll.Models.Model.Load(model));
        Assert.Contains("no pipe", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Months_have_no_errors_by_weekday()
    {
        string csv = "date,load\n" + string.Concat(Enumerable.Range(0, 120).Select(
            month => $"{new DateTime(2010, 1, 1).AddMonths(month):yyyy-MM-dd},{100 + (month % 12)}\n"));
        string recipe = TinySeries.WriteTo(_folder, csv), run = _folder.In("run"), days = _folder.In("days");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", days]).ExitCode);

        Assert.DoesNotContain("by_weekday", File.ReadAllText(Path.Combine(run, "metrics.json")), StringComparison.Ordinal);
        Assert.Contains("by_weekday", File.ReadAllText(Path.Combine(days, "metrics.json")), StringComparison.Ordinal);
    }
}
