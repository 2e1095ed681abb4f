using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>
/// Networks that a golden case tells in words: <c>conv1d(3,3,relu) -> max_pool1d(2) -> global_average_pool1d -> dense(4, softmax)</c>.
/// </summary>
internal static partial class GoldenNote
{
    public static bool IsReadable(string note) => Read(note) is not null;

    /// <summary>The layers; null where a note tells something else.</summary>
    public static LayerSpec[]? Read(string note)
    {
        LayerSpec?[] layers = [.. note.Split("->").Select(layer => ReadLayer(layer.Trim()))];
        return layers.Contains(null) ? null : [.. layers.OfType<LayerSpec>()];
    }

    private static LayerSpec? ReadLayer(string text)
    {
        Match match = LayerPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        string[] arguments = [
            .. match.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        int[] numbers = [
            .. arguments.TakeWhile(argument => char.IsDigit(argument[0]))
                .Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        string? activation = arguments.Skip(numbers.Length).SingleOrDefault();
        return (match.Groups["name"].Value, numbers.Length) switch
        {
            ("conv1d", 2) => new LayerSpec(LayerSpec.Conv1D, numbers[0]) { Window = numbers[1], Activation = activation },
            ("max_pool1d", 1) => new LayerSpec(LayerSpec.MaxPooling1D) { Window = numbers[0], Stride = numbers[0] },
            ("average_pool1d", 1) => new LayerSpec(LayerSpec.AveragePooling1D) { Window = numbers[0], Stride = numbers[0] },
            ("global_max_pool1d", 0) => new LayerSpec(LayerSpec.GlobalMaxPooling1D),
            ("global_average_pool1d", 0) => new LayerSpec(LayerSpec.GlobalAveragePooling1D),
            ("dense", 1) => new LayerSpec(LayerSpec.Dense, numbers[0]) { Activation = activation },
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?<name>\w+)(\((?<arguments>[^()]*)\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LayerPattern();
}
