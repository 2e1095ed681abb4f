namespace Unroll.Cli.Tests;

/// <summary>
/// Every bad input ends with exit code 2 and a message that says what is wrong where, through the command as users meet it.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_recipe() => CliRun.Of(["train", _folder.In("no.yaml")]).AssertRefused("no.yaml");

    [Fact]
    public void A_missing_data_file()
    {
        string recipe = TinySeries.WriteTo(_folder);
        CliRun.Of(["train", recipe, "--data", _folder.In("no.csv")]).AssertRefused("no.csv");

        File.Delete(_folder.In("tiny.csv"));
        CliRun.Of(["train", recipe]).AssertRefused("tiny.csv");
    }

    [Fact]
    public void An_empty_data_file() => Train(csv: "").AssertRefused("tiny.csv", "empty");

    [Fact]
    public void A_data_file_without_the_column() =>
        Train(csv: TinySeries.Csv().Edit("date,load", "date,laod")).AssertRefused("load", "laod");

    [Fact]
    public void Text_in_a_number() => Train(csv: TinySeries.Csv() + "2020-06-09,many\n").AssertRefused("tiny.csv", "162", "load", "many");

    [Fact]
    public void Unsorted_timestamps() => Train(csv: TinySeries.Csv() + "2020-02-02,1\n").AssertRefused("162", "2020-02-02");

    [Fact]
    public void Repeated_timestamps() => Train(csv: TinySeries.Csv() + "2020-06-08,1\n").AssertRefused("162", "2020-06-08");

    [Fact]
    public void Fewer_rows_than_a_window() => Train(csv: TinySeries.Csv(5)).AssertRefused("5");

    [Fact]
    public void An_unknown_key_in_a_recipe() =>
        Train(recipe: TinySeries.Recipe.Edit("steps:", "setps:")).AssertRefused("tiny.yaml", "line 9", "setps", "steps");

    [Fact]
    public void A_wrong_type_in_a_recipe() =>
        Train(recipe: TinySeries.Recipe.Edit("length: 7", "length: seven")).AssertRefused("tiny.yaml", "line 10", "window.length", "seven");

    [Fact]
    public void An_unknown_data_set_in_a_recipe() =>
        Train(recipe: TinySeries.Recipe.Edit("file: tiny.csv", "dataset: enrgy")).AssertRefused("enrgy", "energy");

    [Fact]
    public void Run_folders_that_are_none_and_models_that_are_damaged()
    {
        string run = _folder.In("run");
        string data = _folder.In("tiny.csv");
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", run]).ExitCode);
        string model = Path.Combine(run, "model.safetensors");
        byte[] good = File.ReadAllBytes(model);

        foreach (string[] command in (string[][])[["forecast", run, "--data", data], ["evaluate", run, "--data", data], ["summary", run]])
        {
            File.WriteAllBytes(model, good[..(good.Length / 2)]);
            CliRun.Of(command).AssertRefused("model.safetensors");

            File.WriteAllBytes(model, [.. "not a model at all"u8]);
            CliRun.Of(command).AssertRefused("model.safetensors");

            File.WriteAllBytes(model, []);
            CliRun.Of(command).AssertRefused("model.safetensors");

            File.Delete(model);
            CliRun.Of(command).AssertRefused(run, "model.safetensors");
        }

        CliRun.Of(["forecast", _folder.In("nowhere"), "--data", data]).AssertRefused("nowhere");
        CliRun.Of(["forecast", data, "--data", data]).AssertRefused("is a file", "run folder");
    }

    [Fact]
    public void A_forecast_from_too_little_history_or_other_columns()
    {
        string run = _folder.In("run");
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", run]).ExitCode);

        CliRun.Of(["forecast", run, "--data", _folder.Write("short.csv", TinySeries.Csv(3))]).AssertRefused("3", "7");
        CliRun.Of(["forecast", run, "--data", _folder.Write("other.csv", "date,price\n2020-01-01,1\n")]).AssertRefused("load", "price");
        CliRun.Of(["evaluate", run, "--data", _folder.Write("short.csv", TinySeries.Csv(3))]).AssertRefused("3");
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("1000001")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e18")]
    [InlineData("nan")]
    [InlineData("99999999999999999999")]
    public void Numbers_of_options_that_no_one_means(string number)
    {
        string run = _folder.In("run"), recipe = TinySeries.WriteTo(_folder), data = _folder.In("tiny.csv");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);

        CliRun.Of(["forecast", run, "--data", data, "--horizon", number]).AssertRefused("--horizon", number);
        if (number is not ("0" or "1000001"))
        {
            CliRun.Of(["train", recipe, "--threads", number, "--out", _folder.In("other")]).AssertRefused("--threads", number);
            CliRun.Of(["inspect", data, "--skip-lines", number]).AssertRefused(
                "lines", number == "2147483647" ? "2,147,483,647" : number);
        }
    }

    [Fact]
    public void A_forecast_into_a_link_replaces_what_it_leads_to()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string run = _folder.In("run"), link = _folder.In("link.csv");
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", run]).ExitCode);
        File.CreateSymbolicLink(link, _folder.In("forecast.csv"));

        Assert.Equal(0, CliRun.Of(["forecast", run, "--data", _folder.In("tiny.csv"), "--out", link]).ExitCode);

        Assert.Equal(_folder.In("forecast.csv"), new FileInfo(link).LinkTarget);
        Assert.NotEmpty(File.ReadAllLines(_folder.In("forecast.csv")));
    }

    [Fact]
    public void A_forecast_that_cannot_be_written()
    {
        string run = _folder.In("run");
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", run]).ExitCode);

        CliRun.Of(["forecast", run, "--data", _folder.In("tiny.csv"), "--out", _folder.In("tiny.csv", "below.csv")])
            .AssertRefused("below.csv", "cannot be written");
    }

    private CliRun Train(string? csv = null, string? recipe = null)
    {
        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder, csv, recipe), "--out", _folder.In("run")]);
        Assert.False(Directory.Exists(_folder.In("run")));
        return run;
    }
}
