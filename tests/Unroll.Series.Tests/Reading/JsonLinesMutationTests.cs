using System.Text;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Spoilt files are read, or refused in one line; nothing else comes out of the reader.</summary>
public class JsonLinesMutationTests
{
    private const string Rows = """
        {"time": "2017-01-01 00:00", "load": 1380.52, "sensor": {"temperature": -3.5, "on": true}, "weather": "sunny", "id": "a"}
        {"time": "2017-01-01 01:00", "load": 1.5e3, "sensor": {"temperature": null, "on": false}, "weather": "rain", "id": "a"}
        {"time": "2017-01-01 02:00", "load": "1500", "sensor": {"temperature": 4}, "weather": "sunny", "id": "b"}
        """;

    private const string Series = """
        {"id":"a","start":"2017-01-01","freq":"h","target":[1,"NaN",null,4],"feat_dynamic_real":[[1,2,3,4],[5,6,7,8]],"feat_static_cat":[0]}
        {"id": "b", "time": ["2017-01-01", "2017-01-02"], "target": [1, 2], "label": "walking", "age": 30}
        """;

    [Fact]
    public void Rows_are_read_or_refused_in_one_line() =>
        Spoil(Rows, default, new() { IdColumns = ["id"], StaticColumns = ["load"], ClassColumn = "weather" });

    [Fact]
    public void Series_are_read_or_refused_in_one_line() => Spoil(Series, default, new() { TimeColumn = "time", Columns = ["target"] });

    private static void Spoil(string text, params JsonLinesOptions[] options)
    {
        byte[] original = Encoding.UTF8.GetBytes(text);
        int refused = 0;
        for (int seed = 0; seed < 10_000; seed++)
        {
            byte[] spoilt = Mutation.Of(original, seed);
            try
            {
                Assert.NotEqual(0, JsonLinesReader.ReadSet(new MemoryStream(spoilt), "spoilt.jsonl", options[seed % options.Length]).Count);
            }
            catch (InputException exception)
            {
                refused++;
                Assert.DoesNotContain(exception.Message, char.IsControl);
                Assert.True(exception.Message.Length < 2000, exception.Message);
            }
            catch (Exception exception) when (exception is not InputException)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }

        // Most are refused, some are not spoilt enough.
        Assert.InRange(refused, 2000, 9990);
    }
}
