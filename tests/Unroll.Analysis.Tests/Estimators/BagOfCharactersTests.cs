using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Classification by n-grams of characters: which there are, as scikit-learn counts them, and what is learned from them.</summary>
public class BagOfCharactersTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz'àé";

    /// <summary>Characters of the longest word of the tests.</summary>
    private const int Places = 7;

    /// <summary>
    /// The counts of scikit-learn 1.2.1, <c>CountVectorizer(analyzer="char_wb" or "char", ngram_range=(least, most))</c>.
    /// </summary>
    [Theory]
    [InlineData(TextAnalyzer.CharacterWithinWords, 2, 3,
        " a:2| a :1| ac:1| c:2| ca:2|'t:1|'t :1|a :1|ac:1|act:1|an:1|an':1|at:1|at :1|ca:2|can:1|cat:1|ct:1|ct :1|"
        + "n':1|n't:1|t :3",
        " c:1| ca:1|at:1|ats:1|ca:1|cat:1|s :1|ts:1|ts :1",
        " l:1| la:1| p:1| pl:1| à:1| à :1| é:1| ét:1|a :1|ag:1|age:1|e :1|ge:1|ge :1|la:2|la :1|lag:1|pl:1|pla:1|"
        + "té:1|té :1|à :1|é :1|ét:1|été:1",
        " a:1| ab:1|ab:1|ab :1|b :1")]
    [InlineData(TextAnalyzer.CharacterWithinWords, 4, 4,
        " a :1| act:1| can:1| cat:1|act :1|an't:1|can':1|cat :1|n't :1",
        " cat:1|ats :1|cats:1",
        " la :1| pla:1| à :1| été:1|age :1|lage:1|plag:1|été :1",
        " ab :1")]
    [InlineData(TextAnalyzer.CharacterWithinWords, 1, 2,
        " :8| a:2| c:2|':1|'t:1|a:4|a :1|ac:1|an:1|at:1|c:3|ca:2|ct:1|n:1|n':1|t:3|t :3",
        " :2| c:1|a:1|at:1|c:1|ca:1|s:1|s :1|t:1|ts:1",
        " :8| l:1| p:1| à:1| é:1|a:2|a :1|ag:1|e:1|e :1|g:1|ge:1|l:2|la:2|p:1|pl:1|t:1|té:1|à:1|à :1|é:2|é :1|ét:1",
        " :2| a:1|a:1|ab:1|b:1|b :1")]
    [InlineData(TextAnalyzer.Character, 2, 3,
        " a:1| ac:1| c:2| ca:2|'t:1|'t :1|a :1|a c:1|ac:1|act:1|an:1|an':1|at:1|at :1|ca:2|can:1|cat:1|ct:1|n':1|"
        + "n't:1|t :2|t a:1|t c:1",
        "at:1|ats:1|ca:1|cat:1|ts:1",
        " l:1| la:1| p:1| pl:1| à:1| à :1|a :1|a p:1|ag:1|age:1|ge:1|la:2|la :1|lag:1|pl:1|pla:1|té:1|té :1|à :1|"
        + "à l:1|é :1|é à:1|ét:1|été:1",
        "ab:1")]
    [InlineData(TextAnalyzer.Character, 4, 4,
        " act:1| can:1| cat:1|'t a:1|a ca:1|an't:1|at c:1|can':1|cat :1|n't :1|t ac:1|t ca:1",
        "cats:1",
        " la :1| pla:1| à l:1|a pl:1|la p:1|lage:1|plag:1|té à:1|à la:1|é à :1|été :1",
        "")]
    [InlineData(TextAnalyzer.Character, 1, 2,
        " :3| a:1| c:2|':1|'t:1|a:4|a :1|ac:1|an:1|at:1|c:3|ca:2|ct:1|n:1|n':1|t:3|t :2",
        "a:1|at:1|c:1|ca:1|s:1|t:1|ts:1",
        " :3| l:1| p:1| à:1|a:2|a :1|ag:1|e:1|g:1|ge:1|l:2|la:2|p:1|pl:1|t:1|té:1|à:1|à :1|é:2|é :1|ét:1",
        "a:1|ab:1|b:1")]
    public void N_grams_are_those_of_scikit_learn(
        TextAnalyzer analyzer, int least, int most, string first, string second, string third, string fourth)
    {
        FeatureTable texts = Table("a cat can't  act", "cats", "été à la plage", "ab");
        NGramReader reader = new(analyzer, Enumerable.Range(least, most - least + 1).Reverse());
        BagOfCharacters bag = BagOfCharacters.Of(texts, reader, minimum: 1);
        string[] names = NamesOf(bag.Save());
        string[] found = [.. bag.Count(texts).Select(row => string.Join('|', row.Columns.Zip(row.Values)
            .OrderBy(pair => names[pair.First], StringComparer.Ordinal).Select(pair => $"{names[pair.First]}:{pair.Second}")))];

        Assert.Equal([first, second, third, fourth], found);
        Assert.Equal(names.Length, bag.Columns);
    }

    [Fact]
    public void Rare_n_grams_do_not_count()
    {
        // scikit-learn 1.2.1, CountVectorizer(analyzer="char_wb", ngram_range=(2, 3), min_df=2).
        FeatureTable texts = Table("a cat can't  act", "cats", "été à la plage", "ab");
        NGramReader reader = new(TextAnalyzer.CharacterWithinWords, [2, 3]);
        BagOfCharacters bag = BagOfCharacters.Of(texts, reader, minimum: 2);

        Assert.Equal([" a", " c", " ca", "a ", "at", "ca", "cat"], NamesOf(bag.Save()).Order(StringComparer.Ordinal));

        // An n-gram that counts stands below one that does not, as of a length that is not asked for.
        BagOfCharacters triples = BagOfCharacters.Of(texts, new NGramReader(TextAnalyzer.CharacterWithinWords, [3]), minimum: 2);
        Assert.Equal([" ca", "cat"], NamesOf(triples.Save()).Order(StringComparer.Ordinal));
        Assert.Equal("2 n-grams of 3 characters", triples.Description);
    }

    [Fact]
    public void Rare_words_do_not_count_either()
    {
        ClassificationFit fit = new BagOfWordsClassifier { MinDocumentFrequency = 2 }.Fit(
            new FeatureTable([[2, 2, 3], [3], [4, 3]]), [0, 1, 1]);

        Assert.Contains("of 1 token,", fit.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextAnalyzer.Character)]
    [InlineData(TextAnalyzer.CharacterWithinWords)]
    public void Words_that_were_not_learned_from_are_told_by_their_spelling_and_fits_are_saved(TextAnalyzer analyzer)
    {
        FeatureTable texts = Table(
            "he worked", "she walked", "it jumped", "we talked", "she is working", "it walks", "we jump", "he talks");
        foreach (TokenWeighting weighting in Enum.GetValues<TokenWeighting>())
        {
            BagOfWordsClassifier model = new() { Analyzer = analyzer, NGrams = [3, 2], Weighting = weighting };
            ClassificationFit fit = model.Fit(texts, [0, 0, 0, 0, 1, 1, 1, 1]);
            FeatureTable others = Table("she asked", "it lasts", "xyz", "");
            double[][] found = fit.PredictProbabilities(others);

            Assert.True(found[0][0] > 0.5, weighting.ToString());
            Assert.True(found[1][1] > 0.5, weighting.ToString());
            Assert.Equal([0.5, 0.5], found[2]);
            Assert.Equal([0.5, 0.5], found[3]);
            Assert.Equal([false, false, true, true], fit.LackKnownTokens(others));
            Assert.Equal(found, ClassificationFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).PredictProbabilities(others));
        }
    }

    [Fact]
    public void What_does_not_go_together_is_refused_with_a_sentence()
    {
        FeatureTable texts = Table("ab", "cd");
        Assert.Contains("counts words", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier { NGrams = [2] }.Fit(texts, [0, 1])).Message);
        Assert.Contains("[2, 2]", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier { Analyzer = TextAnalyzer.Character, NGrams = [2, 2] }.Fit(texts, [0, 1])).Message);
        Assert.Contains("min-document-frequency: 0", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier { MinDocumentFrequency = 0 }.Fit(texts, [0, 1])).Message);
        Assert.Contains("no known token", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier { Analyzer = TextAnalyzer.Character }.Fit(texts, [0, 1])).Message);
        Assert.Contains("codes of tokens", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier { Analyzer = TextAnalyzer.Character }.Fit(new FeatureTable([[2.5], [3]]), [0, 1])).Message);
    }

    [Fact]
    public void More_n_grams_than_a_file_has_room_for_are_refused()
    {
        double[] text = [.. Enumerable.Range(1, 1_000_001).Select(code => (double)code)];
        InputException error = Assert.Throws<InputException>(() => BagOfCharacters.Of(
            new FeatureTable([text], text.Length), new NGramReader(TextAnalyzer.Character, [1, 2]), minimum: 1));

        Assert.Contains("2,000,001 n-grams of characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_codes_have_as_many_n_grams_as_places_whatever_the_steps()
    {
        Random random = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            int channels = 1 + random.Next(5), length = 1 + random.Next(4);
            double[][] rows = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, channels * (1 + random.Next(6)))
                .Select(_ => (double)random.Next(1 + (1 << random.Next(31)))).ToArray())];
            FeatureTable texts = new(rows, channels);
            BagOfCharacters bag = BagOfCharacters.Of(texts, new NGramReader(TextAnalyzer.Character, [length]), minimum: 1);
            SparseRow[] counts = bag.Count(texts);
            for (int row = 0; row < rows.Length; row++)
            {
                int[] words = [.. rows[row].Chunk(channels).Select(word => word.Count(code => code > 0)).Where(count => count > 0)];
                int characters = words.Sum() + Math.Max(0, words.Length - 1);
                Assert.Equal(Math.Max(0, characters - length + 1), counts[row].Values.Sum());
            }
        }
    }

    /// <summary>Texts as the steps <c>split-texts</c> and <c>characters</c> make them: 0 is padding, 1 unknown, then letters.</summary>
    private static FeatureTable Table(params string[] texts) => new(
        [.. texts.Select(text => text.Split(' ').SelectMany(word => Enumerable.Range(0, Places)
            .Select(place => place < word.Length ? Letters.IndexOf(word[place], StringComparison.Ordinal) + 2.0 : 0)).ToArray())],
        Places);

    /// <summary>The n-grams of the columns in order, by the saved tree of them.</summary>
    private static string[] NamesOf(JsonNode saved)
    {
        List<string> all = [], columns = [];
        foreach ((JsonNode? parent, JsonNode? character) in saved["parents"]!.AsArray().Zip(saved["characters"]!.AsArray()))
        {
            int above = parent!.GetValue<int>(), code = character!.GetValue<int>();
            string letter = (code < 0 ? ~code : code) is > 1 and var known ? Letters[known - 2].ToString() : " ";
            all.Add((above < 0 ? "" : all[above]) + letter);
            if (code >= 0)
            {
                columns.Add(all[^1]);
            }
        }

        return [.. columns];
    }
}
