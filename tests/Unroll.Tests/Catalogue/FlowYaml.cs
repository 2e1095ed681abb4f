using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Tests.Catalogue;

/// <summary>Reads the one-line YAML of examples, <c>dense: {units: 10, activation: softmax}</c>, as JSON.</summary>
internal sealed class FlowYaml
{
    private readonly string _text;
    private int _at;

    private FlowYaml(string text) => _text = text;

    public static JsonNode Read(string text)
    {
        bool isBlock = text.Contains(": ", StringComparison.Ordinal);
        var reader = new FlowYaml(isBlock ? $"{{{text}}}" : text);
        JsonNode value = reader.Value();
        Assert.Equal(reader._text.Length, reader._at);
        return value;
    }

    private JsonNode Value()
    {
        switch (_text[_at])
        {
            case '{':
                JsonObject section = [];
                Items('}', () =>
                {
                    string key = Word(":");
                    Skip(": ");
                    section.Add(key, Value());
                });
                return section;
            case '[':
                JsonArray list = [];
                Items(']', () => list.Add(Value()));
                return list;
            default:
                string word = Word(",}]");
                return word is "true" or "false" ? JsonValue.Create(word == "true")
                    : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                        ? JsonNode.Parse(word.ToLowerInvariant())!
                    : JsonValue.Create(word);
        }
    }

    private void Items(char end, Action item)
    {
        _at++;
        while (true)
        {
            item();
            if (_text[_at++] == end)
            {
                return;
            }

            Skip(" ");
        }
    }

    private string Word(string ends)
    {
        int start = _at;
        while (_at < _text.Length && !ends.Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void Skip(string expected)
    {
        Assert.Equal(expected, _text.Substring(_at, expected.Length));
        _at += expected.Length;
    }
}
