using System.Reflection;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>docs/preparing.md tells of every step, option and choice.</summary>
public class PreparingDocumentationTests
{
    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "preparing.md"));

    public static TheoryData<string> Steps =>
        [.. typeof(PreparingStep).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PreparingStep))).Select(
            type => type.Name).Order()];

    public static TheoryData<string> Options => [.. typeof(PreparingStep).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(PreparingStep).Namespace && type.IsPublic
            && type.Name.EndsWith("Options", StringComparison.Ordinal)).Select(type => type.Name).Order()];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_is_told_of_and_tried(string type)
    {
        Assert.Contains($"`{type}(", _text, StringComparison.Ordinal);
        PreparingStep[] tried = [.. StepList.All.Values.Select(entry => entry.Step).Where(step => step.GetType().Name == type)];
        Assert.NotEmpty(tried);
        Assert.Contains($"`{tried[0].Name}`", _text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_is_told_of(string type)
    {
        Assert.Contains($"({type})", _text, StringComparison.Ordinal);
        foreach (PropertyInfo property in typeof(PreparingStep).Assembly.GetType(
            $"{typeof(PreparingStep).Namespace}.{type}")!.GetProperties())
        {
            Assert.Contains($"`{property.Name}", _text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_method_of_imputation_and_clipping_is_told_of() =>
        Assert.All(Enum.GetNames<ImputeMethod>().Concat(Enum.GetNames<ClipMethod>()).Concat(Enum.GetNames<ScaleMethod>()),
            name => Assert.Contains($"| `{name}`", _text, StringComparison.Ordinal));
}
