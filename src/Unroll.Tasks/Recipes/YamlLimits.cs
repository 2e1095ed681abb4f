using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// The limits of a recipe's nesting and size, aliases written out: deeper ones would overflow the stack, and a few lines of aliases of
/// aliases stand for more values than a memory holds.
/// </summary>
internal sealed class YamlLimits
{
    private const int Deepest = 100;
    private const long MostValues = 100_000;

    private readonly string _name;
    private readonly Dictionary<string, Extent> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<(string Anchor, Extent Extent)> _open = new();

    private YamlLimits(string name) => _name = name;

    /// <summary>Checks a recipe before it is loaded.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It is nested too deep, too large with its aliases written out, or holds itself.</exception>
    public static void Check(string text, string name)
    {
        YamlLimits limits = new(name);
        Parser parser = new(new StringReader(text));
        try
        {
            while (parser.MoveNext())
            {
                limits.Take(parser.Current!);
            }
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException)
        {
            // What is wrong with it is told when it is loaded.
        }
    }

    private void Take(ParsingEvent part)
    {
        switch (part)
        {
            case MappingStart or SequenceStart:
                NodeEvent start = (NodeEvent)part;
                if (!start.Anchor.IsEmpty)
                {
                    // Whatever had the name before has it no longer, and this is not complete.
                    _anchors.Remove(start.Anchor.Value);
                }

                _open.Push((start.Anchor.IsEmpty ? "" : start.Anchor.Value, new Extent(1, 1)));
                Require(_open.Count, 1, part);
                break;
            case MappingEnd or SequenceEnd:
                (string anchor, Extent extent) = _open.Pop();
                Name(anchor, extent);
                Add(extent, part);
                break;
            case Scalar scalar:
                Name(scalar.Anchor.IsEmpty ? "" : scalar.Anchor.Value, new Extent(0, 1));
                Add(new Extent(0, 1), part);
                break;
            case AnchorAlias alias when _anchors.TryGetValue(alias.Value.Value, out Extent known):
                Add(known, part);
                break;
            case AnchorAlias alias when _open.Any(open => open.Anchor == alias.Value.Value):
                throw YamlConfiguration.Error(_name, part.Start, "", $"*{alias.Value.Value} stands within what it names. Remove it.");
        }
    }

    private void Name(string anchor, Extent extent)
    {
        if (anchor.Length > 0)
        {
            _anchors[anchor] = extent;
        }
    }

    /// <summary>Adds a value to the section or list that holds it.</summary>
    private void Add(Extent extent, ParsingEvent part)
    {
        if (_open.TryPop(out (string Anchor, Extent Extent) holder))
        {
            Extent sum = new(Math.Max(holder.Extent.Depth, extent.Depth + 1), holder.Extent.Values + extent.Values);
            _open.Push((holder.Anchor, sum));
            Require(_open.Count + extent.Depth, sum.Values, part);
        }
    }

    private void Require(int depth, long values, ParsingEvent part)
    {
        if (depth > Deepest)
        {
            throw YamlConfiguration.Error(
                _name, part.Start, "", $"sections are nested more than {Deepest} deep. A recipe is never so deep: check its brackets.");
        }

        if (values > MostValues)
        {
            throw YamlConfiguration.Error(
                _name, part.Start, "",
                $"with its aliases (*name) written out, the recipe has more than {MostValues:N0} values. None is so large: remove some.");
        }
    }

    /// <summary>A value with all that is in it.</summary>
    /// <param name="Depth">Sections and lists within one another, itself included.</param>
    /// <param name="Values">Values in it.</param>
    private readonly record struct Extent(int Depth, long Values);
}
