using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Unroll.PublicApi.Tests;

/// <summary>The lines of C# in the README are those of an example that is compiled, and here is run.</summary>
[Collection(ConsoleCollection.Name)]
public sealed partial class ReadmeTests
{
    [Fact]
    public void Lines_of_the_readme_are_those_of_the_example()
    {
        string readme = ReadText("README.md");
        Match block = CodeBlock().Match(readme);
        Assert.True(block.Success, "README.md has no block ```csharp … ``` that trains a network.");
        Assert.Equal(Lines(Region()), Lines(block.Groups[1].Value).Where(line => !line.StartsWith("using ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Example_is_short() => Assert.InRange(Lines(Region()).Length, 5, 12);

    [Fact]
    public void Example_learns()
    {
        TextWriter before = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(output);
            MethodInfo main = Assembly.Load("TrainLstm").EntryPoint!;
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }

        Match number = LastNumber().Match(output.ToString());
        Assert.True(number.Success, $"The example printed '{output}', which has no number.");
        Assert.InRange(double.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture), 0, 0.01);
    }

    private static string Region()
    {
        string program = ReadText("examples", "TrainLstm", "Program.cs");
        Match region = MarkedRegion().Match(program);
        Assert.True(region.Success, "examples/TrainLstm/Program.cs has no '#region README'.");
        return region.Groups[1].Value;
    }

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    private static string ReadText(params string[] path) => File.ReadAllText(Repository.PathOf(path));

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"#region README\r?\n(.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex MarkedRegion();

    [GeneratedRegex(@"([0-9.]+(?:E-?[0-9]+)?)\s*$")]
    private static partial Regex LastNumber();
}
