using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>The lessons of the command.</summary>
public sealed class LessonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lesson_of_gradients_is_a_table_a_document_and_a_chart()
    {
        string page = _folder.In("gradients.html");
        CliRun text = CliRun.Of(["lesson", "gradients", "--steps", "40", "--units", "16", "--out", page]);
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains("tanh RNN, small weights", text.Output, StringComparison.Ordinal);
        string html = File.ReadAllText(page);
        Assert.Contains("LSTM, forget bias log T", html, StringComparison.Ordinal);
        Assert.Equal(10, html.Split("class=\"line hue").Length / 2);
        using JsonDocument document = JsonDocument.Parse(CliRun.Of(["lesson", "gradients", "--steps", "40", "--json"]).Output);
        Assert.Equal(40, document.RootElement.GetProperty("problems")[0].GetProperty("norms").GetArrayLength());
        Assert.True(document.RootElement.GetProperty("problems")[0].GetProperty("factor_per_step").GetDouble() < 0.8);
        Assert.Equal(7, document.RootElement.GetProperty("cures").GetArrayLength());
        CliRun.Of(["lesson", "gradients", "--steps", "1"]).AssertRefused("--steps", "from 2");
    }

    [Fact]
    public void Gradients_beyond_single_precision_are_told()
    {
        string page = _folder.In("long.html");
        CliRun text = CliRun.Of(["lesson", "gradients", "--steps", "500", "--units", "4", "--out", page]);
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.DoesNotContain("NaN", text.Output, StringComparison.Ordinal);
        foreach (string told in (string[])[
            "linear RNN, large weights: from ", "infinite (∞)", "clipped: the gradient of all weights is infinite", "smaller than single"])
        {
            Assert.Contains(told, string.Join(' ', text.Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)),
                StringComparison.Ordinal);
        }

        Assert.Contains(">∞</td>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_lesson_of_Newton_is_tables_a_document_and_charts()
    {
        string page = _folder.In("newton.html");
        CliRun text = CliRun.Of(["lesson", "newton", "--rows", "150", "--steps", "40", "--out", page]);
        Assert.True(text.ExitCode == 0, text.Error);
        foreach (string word in (string[])["Newton", "stochastic", "Hessian", "at the start", "feature-2", "double in each step", page])
        {
            Assert.Contains(word, text.Output, StringComparison.Ordinal);
        }

        string html = File.ReadAllText(page);
        Assert.Contains("Hessian: feature-2", html, StringComparison.Ordinal);
        Assert.Matches(@"<td>0\.\d</td>", html);
        Assert.Equal(12, html.Split("class=\"line hue").Length - 1);

        using JsonDocument document = JsonDocument.Parse(
            CliRun.Of(["lesson", "newton", "--rows", "150", "--steps", "40", "--classes", "3", "--json"]).Output);
        JsonElement[] methods = [.. document.RootElement.GetProperty("methods").EnumerateArray()];
        Assert.Equal(
            ["Newton–Raphson", "gradient descent", "stochastic gradient descent"],
            methods.Select(method => method.GetProperty("name").GetString()));
        Assert.Equal([41, 41], methods[1..].Select(method => method.GetProperty("steps").GetArrayLength()));
        JsonElement last = methods[0].GetProperty("steps").EnumerateArray().Last();
        Assert.True(last.GetProperty("digits").GetDouble() > 6 && last.GetProperty("gradient_norm").GetDouble() < 1e-5);
        JsonElement start = document.RootElement.GetProperty("newton")[0];
        Assert.Equal(6, start.GetProperty("gradient").GetArrayLength());
        Assert.Equal([6, 6, 6, 6, 6, 6], start.GetProperty("hessian").EnumerateArray().Select(row => row.GetArrayLength()));

        CliRun.Of(["lesson", "newton", "--rows", "5"]).AssertRefused("--rows", "from 20");
        CliRun.Of(["lesson", "newton", "--rows", "20", "--features", "20"]).AssertRefused("separate", "more rows");
    }
}
