using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>What a field of a row is read as.</summary>
internal enum JsonRole
{
    /// <summary>Not read.</summary>
    None,

    /// <summary>When the row was.</summary>
    Time,

    /// <summary>The series that the row belongs to.</summary>
    Id,

    /// <summary>The class of the series.</summary>
    Class,

    /// <summary>A number that does not change over the time of a series.</summary>
    Static,

    /// <summary>A value.</summary>
    Value,
}

/// <summary>A field that rows have, with those nested in it. Fields mostly come in the same order on every line, so the next is tried first.</summary>
/// <param name="path">Its name with those of the objects around it, by dots; empty for the row itself.</param>
internal sealed class JsonField(string path)
{
    private readonly List<JsonField> _children = [];
    private readonly Dictionary<string, JsonField> _childrenByName = new(StringComparer.Ordinal);
    private int _next;
    private string _name = "";
    private int _order;

    /// <summary>Its name with those of the objects around it.</summary>
    public string Path => path;

    /// <summary>What it is read as.</summary>
    public JsonRole Role { get; init; }

    /// <summary>The column that it goes to, once it has had a value.</summary>
    public CollectedColumn? Column { get; set; }

    /// <summary>The place among what does not change over time.</summary>
    public int StaticIndex { get; init; }

    /// <summary>The line that it was met on last.</summary>
    public int Line { get; set; }

    /// <summary>What its values are: the same on every line.</summary>
    public JsonShape Shape { get; set; }

    /// <summary>The fields nested in it.</summary>
    public IReadOnlyList<JsonField> Children => _children;

    /// <summary>Finds the field whose name a reader is at.</summary>
    /// <param name="reader">At the name.</param>
    /// <returns>The field, or null for one that was not met before.</returns>
    public JsonField? FindNext(ref Utf8JsonReader reader)
    {
        if (_next >= _children.Count)
        {
            _next = 0;
        }

        if (_next < _children.Count && reader.ValueTextEquals(_children[_next]._name))
        {
            return _children[_next++];
        }

        return null;
    }

    /// <summary>Finds a field by its name.</summary>
    public JsonField? Find(string name)
    {
        if (!_childrenByName.TryGetValue(name, out JsonField? child))
        {
            return null;
        }

        _next = child._order + 1;
        return child;
    }

    /// <summary>Adds a field.</summary>
    public void Add(string name, JsonField child)
    {
        child._name = name;
        child._order = _children.Count;
        _children.Add(child);
        _childrenByName.Add(name, child);
    }
}
