using Unroll.Catalogue;

namespace Unroll.Models;

/// <summary>An output in a <see cref="ModelDescription"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signal">Number of its signal.</param>
internal sealed record OutputDescription(string Name, int Signal)
{
    private static readonly Setting<OutputDescription, string> _name = new(
        "name", Kind.Text, output => output.Name, "Name of the output.")
    { IsRequired = true };

    private static readonly Setting<OutputDescription, int> _signal =
        new("signal", Kind.Integer(0), output => output.Signal, "Number of its signal.") { IsRequired = true };

    public static Section<OutputDescription> Section { get; } = new([_name, _signal],
        values => new(values.Get(_name), values.Get(_signal)));
}
