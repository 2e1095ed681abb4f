using System.Reflection;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>docs/preparing.md tells of every step, option and choice.</summary>
public class PreparingDocumentationTests
{
    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "preparing.md"));

    private static readonly Type[] _steps =
        [.. typeof(PreparingStep).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PreparingStep)) && !type.IsAbstract)];

    public static TheoryData<string> Steps => [.. _steps.Select(type => type.Name).Order()];

    /// <summary>The options that steps are created of; others are arguments of their own.</summary>
    public static TheoryData<string> Options => [.. _steps.SelectMany(type => type.GetConstructors())
        .SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType.Name)
        .Where(name => name.EndsWith("Options", StringComparison.Ordinal)).Distinct().Order(), nameof(PreparationOptions)];

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
